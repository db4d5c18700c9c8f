using Semblance.Testing;

namespace Semblance.Tensors.Tests.Engine;

/// <summary>A tensor taken out of every scope must have an owner who disposes it. tests/golden/keep-owners.txt names the owner
/// behind each call of Keep in src: file, number of calls, owner.</summary>
public sealed class KeepTests
{
    [Fact]
    public void Every_kept_tensor_has_a_named_owner()
    {
        var found = Repository.Sources()
            .Select(f => (File: f, Count: File.ReadAllText(Path.Combine(Repository.Root, f)).Split(".Keep()").Length - 1))
            .Where(p => p.Count > 0)
            .Select(p => $"{p.File} {p.Count}")
            .ToArray();
        var owned = File.ReadAllLines(Repository.Golden("keep-owners.txt"))
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(' ', 3))
            .ToArray();
        Assert.All(owned, l => Assert.True(l.Length == 3 && l[2].Length > 0, $"no owner: {string.Join(' ', l)}"));
        Assert.Equal(found, owned.Select(l => $"{l[0]} {l[1]}").Where(l => File.Exists(Path.Combine(Repository.Root, l[..l.LastIndexOf(' ')]))));
    }
}
