using Semblance.Options;
using Semblance.Pairs.Planning;
using Semblance.Pairs.Synthetic;

namespace Semblance.Pairs.Tests.Planning;

public class DocumentTests
{
    private static string Page(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Semblance.slnx"))) folder = folder.Parent;
        Assert.SkipWhen(folder is null, "the documents are not beside the tests");
        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", name));
    }

    [Fact]
    public void The_page_of_augmentations_has_a_row_for_every_option()
    {
        var page = Page("augmentations.md");
        var rows = PlanCatalog.All.SelectMany(a => OptionSet.Describe(a.GetType()).Select(o =>
            $"| `{a.Word}` | `{o.Name}` | {o.Default} | {o.Range}{(o.Unit.Length > 0 ? ", " + o.Unit : "")} | {o.Meaning} |"));
        var missing = rows.Where(r => !page.Contains(r, StringComparison.Ordinal));
        Assert.True(!missing.Any(), "docs/augmentations.md lacks\n" + string.Join('\n', missing));
    }

    [Fact]
    public void The_page_of_augmentations_names_every_parameter_and_preset()
    {
        var page = Page("augmentations.md");
        Assert.All(PlanCatalog.All.SelectMany(a => a.ParameterNames), n => Assert.Contains($"`{n}`", page, StringComparison.Ordinal));
        Assert.All(ViewPlan.Presets, n => Assert.Contains($"| `{n}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_data_names_every_data_set()
    {
        var page = Page("data.md");
        Assert.All(DataSets.Known, d => Assert.Contains($"| `{d.Name}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_synthetic_data_has_every_family_option_and_factor()
    {
        var page = Page("synthetic.md");
        foreach (var family in SyntheticCatalog.Known)
        {
            Assert.Contains($"### `{family.Name}`", page, StringComparison.Ordinal);
            Assert.All(family.Options, o => Assert.Contains($"| `{o.Name}` | {o.Default} | {o.Range} | {o.Meaning} |", page, StringComparison.Ordinal));
            Assert.Contains($"`{family.Factors[0]}` (label)", page, StringComparison.Ordinal);
        }
    }
}
