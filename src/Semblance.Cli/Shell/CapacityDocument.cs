using System.Text.Json.Nodes;
using Semblance.Insight.Capacity;

namespace Semblance.Cli.Shell;

/// <summary>A capacity report as a JSON document.</summary>
internal static class CapacityDocument
{
    /// <summary>The advised encoder's report with what concerns all of them beside it, so that one encoder and several have the same keys.</summary>
    internal static object Of(CapacityComparison comparison)
    {
        var document = JsonDocumentText.Node(Of(comparison.Chosen));
        document["recommended_encoder"] = comparison.Chosen.Encoder;
        document["encoder_reason"] = comparison.IsComparison ? comparison.Reason : null;
        document["encoders"] = new JsonArray([.. comparison.Reports.Select(r => JsonDocumentText.Node(Of(r)))]);
        return document;
    }

    private static object Of(CapacityReport report) => new
    {
        report.Encoder,
        report.Mode,
        report.Pairs,
        report.Samples,
        report.HeldOutSamples,
        report.HasConstant,
        RecommendedDim = report.Choice.Dim,
        report.Choice.Rule,
        report.Choice.Reason,
        report.Tolerance,
        report.Sizes,
        report.Phi,
        report.TrainPhi,
        report.Spectrum,
        report.HeldOutSpectrum,
        Labels = report.Labels is { } l ? new { l.Error, l.HeldOut, l.Bound, l.Inexpressible, l.LabelAlignment, l.SuitedDim, l.Labels } : null,
        Clusters = report.Clusters is { } c ? new { c.Count, c.Sizes, c.Leakage, c.Agreement, c.LabelAgreement } : null,
        Certificate = report.Clusters?.Certificate is { } e ? new
        {
            e.Error,
            e.Scatter,
            Spectral = Finite(e.Spectral),
            Theorem = Finite(e.Theorem),
            e.Alpha,
            e.Beta,
            e.SmallestShare,
            e.LargestShare,
        }
        : null,
        Universal = new { report.Universal.Samples, Phi = 0.0, report.Universal.LabelError, report.Universal.WorstUpTo },
        Trainings = report.Trainings.Select(t => new { t.Outputs, t.Lambda, t.Repeat, t.Loss, t.Minimum, t.UsedDims, t.Disagreement, t.Phi }),
        Findings = report.Findings.Select(f => new { f.Id, f.Text }),
        report.Warnings,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
