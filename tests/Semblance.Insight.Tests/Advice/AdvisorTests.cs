using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Advice;
using Semblance.Insight.Pairing;

namespace Semblance.Insight.Tests.Advice;

/// <summary>Two views of 16 directions, the first four of correlation 0.95, the rest 0.3; labels live along the first or the last four.</summary>
public sealed class AdvisorTests : IDisposable
{
    private const int Rows = 800, Dim = 16;
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Aligned_pairs_are_called_aligned_and_high_invariance_is_ranked_above_none()
    {
        var report = Report(isAligned: true, new AdviceOptions { UseLabels = 40, Check = true });
        Assert.Contains(report.Findings, f => f.Id == "aligned");
        Assert.True(Error(report, "vicreg, invariance 1.5") < Error(report, "whitening, invariance near 0"));
        Assert.True(report.AdvisedPairs.Lift > 1.5);
        Assert.Equal(4, Report(isAligned: true, new AdviceOptions { UseLabels = 800 }).AdvisedPairs.TaskDim);
    }

    [Fact]
    public void Misaligned_pairs_are_called_misaligned_and_small_invariance_is_advised()
    {
        var report = Report(isAligned: false, new AdviceOptions { UseLabels = 200 });
        Assert.Contains(report.Findings, f => f.Id == "misaligned");
        Assert.True(report.Advised.Candidate.Method == "whitening" || report.Advised.Candidate.Invariance <= 0.75, report.Advised.Candidate.Name);
        Assert.True(Error(report, "vicreg, invariance 5") > 1.3 * Error(report, "whitening, invariance near 0"));
    }

    [Fact]
    public void Forecast_agrees_with_rows_that_were_not_used()
    {
        var report = Report(isAligned: true, new AdviceOptions { UseLabels = 200, Check = true });
        var forecast = report.Advised.Forecast!;
        Assert.Equal(600, report.Checked);
        Assert.InRange(forecast.Measured!.Value, 0.85 * forecast.Interval.Low, 1.15 * forecast.Interval.High);
        var curve = forecast.Curve;
        var beyond = curve.Where(p => p.Labels >= 200).ToList();
        Assert.True(beyond.Zip(beyond.Skip(1)).All(p => p.Second.Error <= p.First.Error + 1e-6), "more labels must not be forecast to hurt");
        Assert.True(curve[0].Labels == 20 && curve[0].Error > forecast.Error);
        Assert.Equal(forecast.Error, curve.First(p => p.Labels == 200).Error, 1e-6);
    }

    [Fact]
    public void Labels_drawn_at_random_are_told_to_carry_nothing()
    {
        var (a, b) = Views(true);
        var y = Labels(Draws.Labels(Rows, 4, 5));
        using var input = PairInput.Open(new PairRequest { Views = [a, b], Labels = y });
        var report = Advisor.Advise([("views", input)], new AdviceOptions { UseLabels = 50 });
        Assert.Contains(report.Findings, f => f.Id == "too-few-labels");
    }

    [Fact]
    public void Without_labels_the_cautious_invariance_comes_first_and_alignment_is_not_claimed()
    {
        var (a, b) = Views(true);
        using var input = PairInput.Open(new PairRequest { Views = [a, b] });
        var report = Advisor.Advise([("views", input)], new AdviceOptions());
        Assert.Equal(0.45, report.Advised.Candidate.Invariance);
        Assert.All(report.Ranking, r => Assert.Null(r.Forecast));
        Assert.Equal("no-labels", report.Findings[0].Id);
        Assert.Null(report.AdvisedPairs.Lift);
    }

    [Fact]
    public void Of_two_kinds_of_pairs_the_one_that_keeps_the_labels_is_advised()
    {
        var (a, b) = Views(true);
        var (_, noise) = Views(false);
        var y = Labels(TaskLabels(true));
        using var good = PairInput.Open(new PairRequest { Views = [a, b], Labels = y });
        using var bad = PairInput.Open(new PairRequest { Views = [a, noise], Labels = y });
        var report = Advisor.Advise([("unrelated", bad), ("related", good)], new AdviceOptions { UseLabels = 60 });
        Assert.Equal("related", report.Advised.Pairs);
        Assert.Contains(report.Findings, f => f.Id == "which-pairs");
    }

    [Fact]
    public void Labels_of_one_class_are_refused()
    {
        var (a, b) = Views(true);
        using var input = PairInput.Open(new PairRequest { Views = [a, b], Labels = Labels(new int[Rows]) });
        var error = Assert.Throws<RequestException>(() => Advisor.Advise([("views", input)], new AdviceOptions()));
        Assert.Contains("all of one class", error.Message);
    }

    [Fact]
    public void Fewer_than_ten_labels_are_not_used_and_that_is_said()
    {
        var (a, b) = Views(true);
        using var input = PairInput.Open(new PairRequest { Views = [a, b], Labels = Labels([.. TaskLabels(true).Select((y, k) => k < 9 ? y : -1)]) });
        var report = Advisor.Advise([("views", input)], new AdviceOptions());
        Assert.Equal(0, report.Labels);
        Assert.Equal("too-few-labels", report.Findings[0].Id);
        Assert.Contains("9 labelled rows", report.Findings[0].Text);
    }

    [Fact]
    public void Pairs_that_cross_the_split_are_refused_with_their_share()
    {
        var (a, _) = Views(true);
        File.WriteAllLines(Path.Combine(_folder, "pairs.csv"), Enumerable.Range(0, Rows / 2).Select(k => $"{2 * k},{(2 * k) + 1}"));
        using var input = PairInput.Open(new PairRequest { Samples = a, Pairs = Path.Combine(_folder, "pairs.csv"), Labels = Labels(TaskLabels(true)) });
        var split = Enumerable.Range(0, Rows).Select(k => k >= Rows - 101 ? 1 : 0).ToArray();
        var error = Assert.Throws<RequestException>(() => Advisor.Advise([("pairs", input)], new AdviceOptions(), split));
        Assert.Contains("cross the split", error.Message);
        Assert.Contains("0.25%", error.Message);
        split[Rows - 102] = 1;
        Assert.Equal(102, Advisor.Advise([("pairs", input)], new AdviceOptions(), split).Checked);
    }

    [Fact]
    public void Advice_is_the_same_every_time()
    {
        var (one, two) = (Report(true, new AdviceOptions { UseLabels = 60 }), Report(true, new AdviceOptions { UseLabels = 60 }));
        Assert.Equal(one.Verdict, two.Verdict);
        Assert.Equal(one.Ranking.Select(r => r.Forecast!.Error), two.Ranking.Select(r => r.Forecast!.Error));
    }

    [Fact]
    public void Page_is_one_file_with_the_verdict_in_it()
    {
        var report = Report(true, new AdviceOptions { UseLabels = 60, Check = true });
        var html = AdvicePage.Html(report, "semblance train --method vicreg");
        foreach (var finding in report.Findings) Assert.Contains(System.Net.WebUtility.HtmlEncode(finding.Text), html);
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("NaN", html);
    }

    private static double Error(AdviceReport report, string name) => report.Ranking.Single(r => r.Candidate.Name == name).Forecast!.Error;

    private AdviceReport Report(bool isAligned, AdviceOptions options)
    {
        var (a, b) = Views(true);
        using var input = PairInput.Open(new PairRequest { Views = [a, b], Labels = Labels(TaskLabels(isAligned)) });
        return Advisor.Advise([("views", input)], options);
    }

    /// <summary>Files of two views; the second is of other samples when they are not related.</summary>
    private (string A, string B) Views(bool areRelated)
    {
        var (u, e) = (Draws.Matrix(Rows, Dim, 1), Draws.Matrix(Rows, Dim, areRelated ? 2 : 3));
        var b = new double[Rows * Dim];
        for (var i = 0; i < b.Length; i++)
        {
            var rho = areRelated ? (i % Dim < 4 ? 0.95 : 0.3) : 0;
            b[i] = (rho * u.Values[i]) + (Math.Sqrt(1 - (rho * rho)) * e.Values[i]);
        }

        var places = (Path.Combine(_folder, "a.npy"), Path.Combine(_folder, $"b{areRelated}.npy"));
        Npy.Write<double>(places.Item1, u.Values, Rows, Dim);
        Npy.Write<double>(places.Item2, b, Rows, Dim);
        return places;
    }

    private static int[] TaskLabels(bool isAligned)
    {
        var u = Draws.Matrix(Rows, Dim, 1);
        return [.. Enumerable.Range(0, Rows).Select(i =>
        {
            var four = Enumerable.Range(0, 4).Select(k => u[i, isAligned ? k : Dim - 4 + k]).ToList();
            return four.IndexOf(four.Max());
        })];
    }

    private string Labels(int[] labels)
    {
        var place = Path.Combine(_folder, "y.npy");
        Npy.Write<long>(place, [.. labels.Select(v => (long)v)], labels.Length);
        return place;
    }
}
