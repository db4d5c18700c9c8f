using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Report;

/// <summary>How much variance each direction of the features carries.</summary>
internal static class Spectrum
{
    internal static string Html(RunFeatures representation, RunFeatures embedding) => Page.Card(
        "Spectrum",
        "Variance of the features along their principal directions, largest first, as a share of all variance. A cliff means dimensions that carry nothing: dimension collapse.",
        Chart.Lines(
            [
                new Curve($"representation ({representation.Dim})", Palette.First, Shares(representation)),
                new Curve($"embedding ({embedding.Dim})", Palette.Second, Shares(embedding)),
            ],
            "direction", "share of variance", logY: true));

    private static List<(double X, double Y)> Shares(RunFeatures features)
    {
        using var scope = new TensorScope();
        var x = Tensor.From(features.Values, features.Rows, features.Dim).To(ElementType.Float64);
        x -= x.Mean(0, keep: true);
        var values = x.Transpose().MatMul(x).EigenSymmetric().Values.ToArray<double>();
        var sum = Math.Max(values.Sum(), 1e-300);
        return [.. values.Reverse().Select((v, k) => (k + 1.0, Math.Max(v / sum, 1e-9)))];
    }
}
