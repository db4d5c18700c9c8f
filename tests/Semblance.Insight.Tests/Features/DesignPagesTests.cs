using Semblance.Pairs.Designs;
using Semblance.Testing;

namespace Semblance.Insight.Tests.Features;

public sealed class DesignPagesTests
{
    public static TheoryData<string> Names => [.. DesignCatalog.Known.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_design_has_a_page_with_its_options_and_stands_in_the_list(string name)
    {
        var folder = Path.Combine(Repository.Root, "docs", "designs");
        var page = File.ReadAllText(Path.Combine(folder, name + ".md"));
        foreach (var o in DesignCatalog.Known.Single(d => d.Name == name).Options)
        {
            Assert.Contains($"| `{o.Name}` | {o.Default ?? "none"} | {o.Range} | {o.Unit} | {o.Meaning} |\n", page, StringComparison.Ordinal);
        }

        Assert.Contains($"[{name}]({name}.md)", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }
}
