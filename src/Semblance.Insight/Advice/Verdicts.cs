using System.Globalization;

namespace Semblance.Insight.Advice;

/// <summary>The verdict in plain words, each sentence with its numbers.</summary>
/// <remarks>Thresholds 1.5 and 5 of lift and labels per dimension are rules of thumb; what decides is the leave-one-out error.</remarks>
internal static class Verdicts
{
    private const double Aligned = 1.5, LabelsPerDim = 5, Alike = 1.05, High = 0.9, Small = 0.5;

    internal static IReadOnlyList<Finding> Of(AdviceReport report, TaskEnergy energy)
    {
        List<Finding> findings = [];
        var best = report.Ranking[0];
        var forecast = best.Forecast!;
        findings.Add(new Finding("best", Text(
            $"Best of {report.Ranking.Count} candidates: {best.Candidate.Name}{Where(report, best)}, with an expected error of {forecast.Error:0.000} [{forecast.Interval.Low:0.000}, {forecast.Interval.High:0.000}] (1 is guessing by class frequency) and accuracy {100 * forecast.Accuracy:0}% with your {report.Labels} labels of {report.Classes} classes.")));
        if (Doubt(report, energy) is { } doubt) findings.Add(doubt);
        findings.Add(Alignment(report));
        if (Homophily(report.AdvisedPairs) is { } homophily) findings.Add(homophily);
        if (Nothing(report) is { } nothing) findings.Add(nothing);
        if (Raw(report) is { } raw) findings.Add(raw);
        if (Spread(report) is { } spread) findings.Add(spread);
        if (Default(report) is { } usual) findings.Add(usual);
        if (report.Pairs.Count > 1) findings.Add(WhichPairs(report));
        findings.Add(Growth(report));
        findings.Add(Size(report));
        return findings;
    }

    private static Finding? Doubt(AdviceReport report, TaskEnergy energy)
    {
        var forecast = report.Ranking[0].Forecast!;
        if (forecast.Interval.High < 1) return null;
        return new Finding("too-few-labels", Text(
            $"Too few labels to tell: the error with {report.Labels} labels may be no better than guessing (interval up to {forecast.Interval.High:0.00}); the labels' estimated energy along all directions is {energy.Squares.Sum():0.00} where chance alone spreads by {energy.Deviation:0.00}."));
    }

    private static Finding Alignment(AdviceReport report)
    {
        var pairs = report.AdvisedPairs;
        if (pairs.Lift is null && pairs.TaskCorrelation is { } alone) return new Finding("alignment-unknown", Text($"What the labels ask for agrees between views to {alone:0.00}; an average direction does not correlate ({pairs.MeanCorrelation:0.000}), so that there is nothing to compare it with."));
        if (pairs.Lift is not { } lift) return new Finding("alignment-unknown", "Whether the pairs keep what the labels ask for cannot be told: no direction carries more of the labels than chance would put there.");
        var numbers = Text($"what the labels ask for agrees between views to {pairs.TaskCorrelation:0.00}, an average direction to {pairs.MeanCorrelation:0.00} (lift {lift:0.0}); 95% of it lies in the first {pairs.TaskDim} of {pairs.Spectrum.Count} directions");
        var best = report.Invariances.MinBy(s => s.Error)?.Value ?? 0;
        var isFew = report.Labels < LabelsPerDim * pairs.TaskDim;
        if (lift > Aligned) return new Finding("aligned", $"The pairs are aligned with the labels: {numbers}. {(isFew ? Text($"With {report.Labels} labels, fewer than 5 for each of these directions, it matters how much invariance a method has.") : Text($"With {report.Labels} labels, 5 or more for each of these directions, methods that keep them differ little."))}");
        if (lift < 1 / Aligned) return new Finding("misaligned", $"The pairs are misaligned with the labels: {numbers}.{(best <= Small ? " Keep invariance small, avoid methods whose rank is tied to the pairs, or change the augmentations." : " The rule of thumb is then to keep invariance small, but the errors of these candidates do not bear it out.")}");
        return new Finding("partly-aligned", $"The pairs are partly aligned with the labels: {numbers}.");
    }

    private static Finding? Homophily(PairQuantities pairs)
    {
        if (pairs is not { Homophily: { } within, ChanceHomophily: { } chance and < 1 }) return null;
        var verdict = within <= chance ? "no more often than by chance: what is shared says nothing of the classes" : within > 1 - (0.1 * (1 - chance)) ? "nearly always" : "more often than by chance";
        return new Finding("homophily", Text($"Pairs join samples of one class {verdict}: {100 * within:0.0}% of them, {100 * chance:0.0}% by chance."));
    }

    private static Finding? Nothing(AdviceReport report)
    {
        var pairs = report.AdvisedPairs;
        return pairs.TaskCorrelation is { } task && pairs.Lift < 1 / Aligned && task < 0.1
            ? new Finding("nothing-about-labels", Text($"These pairs carry nothing about your labels: directions that tell classes correlate {task:0.000} between views."))
            : null;
    }

    private static Finding? Raw(AdviceReport report)
    {
        var raw = report.Ranking.FirstOrDefault(r => r.Candidate.Method is "features" or "pca");
        if (raw is null) return null;
        var (own, best) = (raw.Forecast!, report.Advised.Forecast!);
        if (own.Error <= best.Error * 1.02)
        {
            return new Finding("raw-as-good", Text($"The features without pairs are as good: {raw.Candidate.Name} has error {own.Error:0.000}, the best self-supervised candidate ({report.Advised.Candidate.Name}) {best.Error:0.000}; with a linear encoder training is not worth it."));
        }

        return new Finding("worth-it", Text($"Pairs help: the features without them ({raw.Candidate.Name}) have error {own.Error:0.000}, {report.Advised.Candidate.Name} {best.Error:0.000}."));
    }

    private static Finding? Spread(AdviceReport report)
    {
        var sensible = report.Ranking.Where(r => r.Pairs == report.Advised.Pairs && (r.Candidate.Method is "whitening" or "spectral" || r.Candidate.Invariance <= 1)).Select(r => r.Forecast!.Error).Append(report.Advised.Forecast!.Error).ToList();
        if (sensible.Max() <= Alike * sensible.Min()) return new Finding("any-method", Text($"Any method trained on these pairs will do: whitening, VICReg up to invariance 1 and the spectral contrastive loss have errors from {sensible.Min():0.000} to {sensible.Max():0.000}."));
        if (report.Invariances.Count == 0) return null;
        var best = report.Invariances.MinBy(s => s.Error)!;
        var (low, high) = report.InvarianceRange;
        var range = Text($"the best ratio of invariance to variance is {best.Value:0.##} with error {best.Error:0.000}, and {low:0.##} to {high:0.##} are as good within the labels or 1%");
        if (best.Value >= High && low > 0.05) return new Finding("high-invariance", $"Use high invariance: {range}; {Extreme(report, lowest: true)}.");
        if (best.Value <= Small && high < 20) return new Finding("small-invariance", $"Keep invariance small: {range}; {Extreme(report, lowest: false)}.");
        return new Finding("some-invariance", $"Invariance: {range}.");
    }

    private static string Extreme(AdviceReport report, bool lowest)
    {
        var end = lowest ? report.Invariances[0] : report.Invariances[^1];
        return Text($"at {end.Value:0.##} the error is {end.Error:0.000}");
    }

    private static Finding? Default(AdviceReport report)
    {
        var usual = report.Ranking.FirstOrDefault(r => r.Candidate.Name == CandidateList.Default && r.Pairs == report.Advised.Pairs);
        if (usual is null || usual.Candidate == report.Advised.Candidate) return null;
        var gain = usual.Forecast!.Error / report.Advised.Forecast!.Error;
        return new Finding("default", Text($"VICReg at its default weights 25/25/1 would have error {usual.Forecast.Error:0.000}, {100 * (gain - 1):0}% more than the advised candidate."));
    }

    private static Finding WhichPairs(AdviceReport report)
    {
        var each = report.Pairs.Select(p => (p.Name, Best: report.Ranking.Where(r => r.Pairs == p.Name && r.Candidate.IsSelfSupervised).Min(r => r.Forecast!.Error))).OrderBy(p => p.Best).ToList();
        var second = report.Ranking.First(r => r.Pairs == each[1].Name && r.Candidate.IsSelfSupervised).Forecast!;
        var isSure = second.ExcessInterval.Low > 0;
        return new Finding("which-pairs", Text($"Of the pairs, {each[0].Name} is best: {string.Join(", ", each.Select(p => Text($"{p.Name} {p.Best:0.000}")))}{(isSure ? "" : "; the labels cannot tell the first two apart")}."));
    }

    private static Finding Growth(AdviceReport report)
    {
        var curve = report.Advised.Forecast!.Curve;
        var more = curve.FirstOrDefault(p => p.Labels == 10 * report.Labels);
        return new Finding("more-labels", more is null
            ? "No forecast for more labels."
            : Text($"With ten times the labels ({more.Labels}) expect {report.Advised.Candidate.Name} to have error {more.Error:0.000} [{more.Interval.Low:0.000}, {more.Interval.High:0.000}]."));
    }

    private static Finding Size(AdviceReport report)
    {
        var dims = report.Dimensions.MinBy(s => s.Error)!;
        var text = Text($"Size: {report.AdvisedDim} dimensions are within 1% of the best ({dims.Value:0}, error {dims.Error:0.000}).");
        if (report.Batches.Count == 0) return new Finding("size", text);
        var own = report.Batches.LastOrDefault(s => s.Value <= report.AdvisedBatch) ?? report.Batches[0];
        var largest = report.Batches[^1];
        return new Finding("size", text + Text($" Batch: covariances of {own.Value:0} samples shrink VICReg's spectrum to error {own.Error:0.000}, of {largest.Value:0} to {largest.Error:0.000}."));
    }

    private static string Where(AdviceReport report, RankedCandidate candidate) => report.Pairs.Count > 1 && candidate.Candidate.IsSelfSupervised ? $" on {candidate.Pairs}" : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
