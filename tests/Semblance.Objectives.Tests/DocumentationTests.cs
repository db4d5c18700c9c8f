using Semblance.Objectives.Tests.Checking;
using Semblance.Options;

namespace Semblance.Objectives.Tests;

public sealed class DocumentationTests
{
    public static TheoryData<string> Names => [.. Methods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_page_holds_the_options_table_source_and_head_of_its_method(string name)
    {
        var method = Methods.Named(name);
        var page = File.ReadAllText(Repository.File("docs", "methods", name + ".md"));
        Assert.Contains(Table(method), page, StringComparison.Ordinal);
        Assert.Contains(method.Source, page, StringComparison.Ordinal);
        Assert.Contains($"`{method.Head}`", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pages_have_a_section_on_the_optimum_where_there_is_one(string name) => Assert.Equal(
        Methods.Named(name).Optimum is not null, File.ReadAllText(Repository.File("docs", "methods", name + ".md")).Contains("\n## Optimum\n", StringComparison.Ordinal));

    [Fact]
    public void Links_to_and_between_theory_pages_lead_somewhere()
    {
        var theory = Repository.File("docs", "theory", "README.md");
        var folder = Path.GetDirectoryName(theory)!;
        var pages = Directory.GetFiles(folder, "*.md");
        var index = File.ReadAllText(theory);
        Assert.All(pages.Where(p => p != theory), p => Assert.Contains($"({Path.GetFileName(p)})", index, StringComparison.Ordinal));
        foreach (var page in pages.Concat(Directory.GetFiles(Path.GetDirectoryName(Repository.File("docs", "methods", "README.md"))!, "*.md")))
        {
            foreach (var link in File.ReadAllText(page).Split("](").Skip(1).Select(t => t[..t.IndexOf(')', StringComparison.Ordinal)]).Where(l => l.EndsWith(".md", StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)), $"{page}: {link}");
            }
        }
    }

    [Fact]
    public void The_list_of_methods_is_complete()
    {
        var page = File.ReadAllText(Repository.File("docs", "methods", "README.md"));
        foreach (var method in Methods.All)
        {
            Assert.Contains(
                $"| [{method.Name}]({method.Name}.md) | {method.Summary} | {(method.NeedsLabels ? "yes" : "no")} | {(method.TargetMomentum is null ? "no" : "yes")} | `{method.Head}` |\n", page, StringComparison.Ordinal);
        }
    }

    private static string Table(Method method)
    {
        var options = OptionSet.Describe(method.OptionsType);
        if (options.Count == 0) return "This method has no options.\n";
        var rows = options.Select(o => $"| `{o.Name}` | {o.Default ?? "none"} | {o.Range} | {o.Unit} | {o.Meaning} |\n");
        return "| option | default | range | unit | meaning |\n|---|---|---|---|---|\n" + string.Concat(rows);
    }
}
