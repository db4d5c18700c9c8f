using System.Text.RegularExpressions;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Engine;

/// <summary>Every operator that src names, with its schema. A libtorch that states another schema shows here as a readable difference.
/// After a change on purpose: SEMBLANCE_UPDATE_GOLDEN=1 writes the file anew.</summary>
public sealed partial class SchemaPinTests
{
    private static readonly string GoldenFile = Repository.Golden("schemas.txt");

    [Fact]
    public void Schemas_of_all_operators_in_use_are_the_pinned_ones()
    {
        var live = Names().Select(n => Operator.Named(n).Schema).Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable("SEMBLANCE_UPDATE_GOLDEN") == "1") File.WriteAllLines(GoldenFile, live);
        var pinned = File.ReadAllLines(GoldenFile);
        var difference = pinned.Except(live).Select(s => "- " + s).Concat(live.Except(pinned).Select(s => "+ " + s));
        if (difference.Any()) Assert.Fail("schemas differ from the pinned ones:\n" + string.Join("\n", difference));
    }

    [Fact]
    public void The_scan_of_the_sources_finds_the_operators_of_the_facade()
    {
        Assert.Contains("add.Tensor", Names());
        Assert.Contains("linalg_eigh", Names());
        Assert.True(Names().Count > 100);
    }

    private static HashSet<string> Names() =>
        [.. Repository.Sources().SelectMany(f => NamedOperator().Matches(File.ReadAllText(Path.Combine(Repository.Root, f)))).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("Operator\\.Named\\(\"([^\"]+)\"\\)")]
    private static partial Regex NamedOperator();
}
