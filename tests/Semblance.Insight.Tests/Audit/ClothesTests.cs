using Semblance.Errors;
using Semblance.Insight.Audit;
using Semblance.Insight.Audit.Planted;
using Semblance.Pairs;

namespace Semblance.Insight.Tests.Audit;

public sealed class ClothesTests
{
    private static bool HasPictures()
    {
        try
        {
            using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist" });
            return true;
        }
        catch (Exception e) when (e is RunException or RequestException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("supervised")]
    [InlineData("10 bits, 11 dimensions")]
    public void Closed_forms_on_clothes_are_judged_right(string name)
    {
        Assert.SkipUnless(HasPictures(), "FashionMNIST is not here");
        var one = new ClothesCases(null).ClosedForms().First(c => c.Name.Contains(name));
        var report = Auditor.Run(one.Make(7));
        Assert.True(one.IsRight(report), string.Join("; ", report.Findings.Select(f => $"{f.Severity} {f.Id} {f.Subject} {f.Cause}")));
    }

    [Fact]
    public void What_views_share_nothing_of_is_laid_to_the_augmentation_though_it_reports_no_number()
    {
        Assert.SkipUnless(HasPictures(), "FashionMNIST is not here");
        var one = new ClothesCases(null).ClosedForms().First(c => c.Name.Contains("flipped"));
        var report = Auditor.Run(one.Make(7));
        Assert.All(report.Findings.Where(f => f.Subject.StartsWith("bit-")), f => Assert.Equal((Causes.Destroyed, AuditSeverity.Info), (f.Cause, f.Severity)));
        Assert.DoesNotContain(report.Findings, f => f.Subject == "labels" && f.Severity != AuditSeverity.Info);
    }
}
