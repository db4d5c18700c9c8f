using Semblance.Insight.Audit;
using Semblance.Insight.Audit.Planted;

namespace Semblance.Insight.Tests.Audit;

public sealed class PlantedTests
{
    // Parameters are numbers because the cases are internal to the library.
    public static TheoryData<int, int> Cases()
    {
        var data = new TheoryData<int, int>();
        foreach (var planted in Enum.GetValues<PlantedCase>())
        {
            data.Add((int)planted, 500);
            data.Add((int)planted, 501);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_planted_is_found_with_its_cause_and_nothing_else(int planted, int seed)
    {
        var audit = PlantedAudit.Make((PlantedCase)planted, seed);
        var report = Auditor.Run(audit.Input, new AuditOptions { Seed = seed });
        Assert.True(audit.IsRight(report), $"{(PlantedCase)planted}: {string.Join("; ", report.Findings.Select(f => $"{f.Severity} {f.Id} {f.Subject} {f.Cause}"))}");
        Assert.All(report.Findings, f =>
        {
            Assert.Contains(f.Id, FindingIds.All);
            Assert.NotEmpty(f.Evidence);
            Assert.NotEqual("", f.Remedy);
            Assert.NotEqual("", f.Option);
        });
    }

    [Fact]
    public void Collapse_is_found_without_any_attribute_by_clusters_of_the_inputs()
    {
        var audit = PlantedAudit.Make(PlantedCase.SubclassCollapse, 502);
        var report = Auditor.Run(audit.Input with { Attributes = [], Baseline = null, BaselineViews = null });
        var finding = Assert.Single(report.Findings, f => f.Id == FindingIds.SubclassCollapse);
        Assert.Equal("clusters", finding.Subject);
        Assert.Equal(Causes.Supervised, finding.Cause);
    }

    [Fact]
    public void Permuted_labels_raise_no_alarm_with_or_without_references()
    {
        foreach (var withReferences in new[] { true, false })
        {
            var audit = PlantedAudit.Make(PlantedCase.Healthy, 503, withReferences, permuted: true);
            Assert.False(PlantedAudit.IsAlarmed(Auditor.Run(audit.Input)));
        }
    }

    [Fact]
    public void Reports_of_one_seed_are_the_same()
    {
        var first = Auditor.Run(PlantedAudit.Make(PlantedCase.Bits, 504).Input);
        var second = Auditor.Run(PlantedAudit.Make(PlantedCase.Bits, 504).Input);
        Assert.Equal(first.Metrics, second.Metrics);
        Assert.Equal(first.Probes.Select(p => p.Features.Skill), second.Probes.Select(p => p.Features.Skill));
    }

    [Fact]
    public void Bits_are_told_to_be_redrawn_and_a_small_step_to_be_widened()
    {
        var bits = Auditor.Run(PlantedAudit.Make(PlantedCase.Bits, 505).Input).Findings[0];
        Assert.Contains("'bit0'", bits.Why);
        Assert.Matches("Redraw .* with chance 0\\.[0-9]+", bits.Remedy);
        var weak = Auditor.Run(PlantedAudit.Make(PlantedCase.WeakAugmentation, 505).Input).Findings[0];
        Assert.Matches("Widen the range of '.*shift' about [2-9]\\.[0-9] times", weak.Remedy);
    }

    [Fact]
    public void A_small_dimension_is_told_the_size_at_which_the_attribute_comes_in()
    {
        var report = Auditor.Run(PlantedAudit.Make(PlantedCase.SmallDimension, 507).Input);
        var size = report.Findings.First(f => f.Subject == "size");
        var outlook = report.Forecast.Single(f => f.Attribute == "size");
        // Constant 1, classes 3, halves 2, textures 2: a number that views share least of the wanted ones is the ninth or near it.
        Assert.InRange(outlook.SmallestDim!.Value, 8, 10);
        Assert.Contains($"out={outlook.SmallestDim}", size.Option);
        var larger = PlantedAudit.Make(PlantedCase.SmallDimension, 507, dim: outlook.SmallestDim.Value);
        Assert.DoesNotContain(Auditor.Run(larger.Input).Findings, f => f.Severity != AuditSeverity.Info);
    }

    [Fact]
    public void What_the_augmentation_redraws_is_an_alarm_only_where_it_is_wanted()
    {
        var input = PlantedAudit.Make(PlantedCase.Healthy, 506).Input;
        Assert.DoesNotContain(Auditor.Run(input).Findings, f => f.Severity != AuditSeverity.Info);
        var wanted = input with { Attributes = [.. input.Attributes.Select(a => a.Name.StartsWith("place", StringComparison.Ordinal) ? a.As(TraitRole.Wanted) : a)] };
        var finding = Auditor.Run(wanted).Findings.First(f => f.Severity != AuditSeverity.Info);
        Assert.Equal((FindingIds.FeatureSuppression, Causes.Destroyed), (finding.Id, finding.Cause));
        Assert.StartsWith("place", finding.Subject);
    }
}
