using System.Globalization;

namespace Semblance.Insight.Capacity;

/// <summary>What the numbers of a probe mean and what to do about them.</summary>
internal static class CapacityWords
{
    private const double Inexpressible = 0.5, Disagreement = 0.25, Agreement = 0.8;
    private const int PairsPerFunction = 50;

    internal static IReadOnlyList<CapacityFinding> Findings(CapacityReport report)
    {
        var (choice, last) = (report.Choice, report.Phi[^1]);
        var findings = new List<CapacityFinding> { new("dimension", $"Train with {choice.Dim} dimensions: {choice.Reason}.") };
        if (choice.Rule == "none") findings.Add(new("class-too-weak", "Hardly any function of this class survives these views: take a larger encoder, or weaker augmentation."));
        if (last <= report.Tolerance && choice.Rule == "budget") findings.Add(new("memorises", $"phi stays at {Text(last)} up to {report.Sizes[^1]} functions: the class can tell ever finer pieces apart, so the size is not limited by it. Strengthen the augmentation, restrict the encoder, or look further with --max-dim."));
        if (choice.Rule is "gap" or "invariant") findings.Add(new("clear-gap", $"There is a clear end at {choice.Dim}; {choice.Dim} to {2 * choice.Dim} dimensions are enough, more only cost labels later."));
        if (report.Labels is { } labels) findings.AddRange(OfLabels(report, labels));
        if (report.Clusters is { } clusters && clusters.Agreement < Agreement)
        {
            findings.Add(new("functions-not-clusters", $"The {choice.Dim} functions are no cluster indicators (agreement of two ways to read clusters off them: {Text(clusters.Agreement)}): there are more groups than dimensions, and {choice.Dim} is no number of clusters."));
        }

        findings.Add(new("universal", $"A class without limits (a table with a free embedding for each of {report.Universal.Samples} samples) has phi 0 at every size. Which functions it finds is chance: {report.Sizes[^1]} of them leave {Text(report.Universal.LabelError[^1])} of any label, and up to {report.Universal.WorstUpTo} may say nothing of it."));
        return findings;
    }

    internal static IReadOnlyList<string> Warnings(CapacityReport report, int dropped)
    {
        var warnings = new List<string>();
        if (report.HeldOutSamples < PairsPerFunction * report.Sizes[^1]) warnings.Add($"{report.HeldOutSamples} held-out pairs are few for {report.Sizes[^1]} functions: {PairsPerFunction} for each are advised");
        if (dropped > 0) warnings.Add($"{dropped} directions in which the features hardly vary were left out");
        foreach (var t in report.Trainings.Where(t => t.Disagreement > Disagreement))
        {
            warnings.Add($"the training with {t.Outputs} outputs and lambda {Text(t.Lambda)} has not converged (alignment and variance of its outputs disagree by {Text(t.Disagreement)}): phi is an upper bound, more --steps lower it");
        }

        return warnings;
    }

    private static IEnumerable<CapacityFinding> OfLabels(CapacityReport report, LabelCurve labels)
    {
        var dim = Math.Min(report.Choice.Dim, labels.Error.Count);
        var error = (labels.HeldOut ?? labels.Error)[dim - 1];
        yield return new("labels", $"A linear head on {dim} dimensions leaves {Text(error)} of the one-hot labels unexplained{(labels.Bound[dim - 1] is { } bound ? $" (bound {Text(bound)})" : "")}; with {labels.Labels} labels {labels.SuitedDim} dimensions suit best.");
        if (labels.Inexpressible > Inexpressible) yield return new("labels-inexpressible", $"{Text(labels.Inexpressible)} of the labels lie outside the functions looked at, at any size: this encoder cannot express them linearly.");
        if (labels.Error[0] - labels.Error[dim - 1] < 0.05 * labels.Error[0] && dim > 1) yield return new("labels-irrelevant", "What is invariant has little to do with these labels: change the augmentation, not the size.");
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
