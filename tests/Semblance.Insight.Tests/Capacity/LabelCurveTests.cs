using Semblance.Insight.Capacity;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Capacity;

public sealed class LabelCurveTests
{
    [Fact]
    public void Held_out_error_is_that_of_the_head_fitted_on_the_other_pairs()
    {
        using var scope = new TensorScope();
        var model = SyntheticCatalog.Model("mixture:components=4,dim=8,inner=3,noise=1");
        var (learnt, held) = (model.Draw(400, 2, 0), model.Draw(300, 2, 0, 1));
        PairMoments Moments(SyntheticViews drawn) => PairMomentsOf.Views([.. drawn.Views], 8, labels: drawn.Factors[0]);
        foreach (var hasConstant in new[] { true, false })
        {
            var spectrum = AlignmentSpectrum.Of(Moments(learnt), hasConstant);
            var curve = LabelCurve.Of(spectrum, Moments(learnt), Moments(held), spectrum.Count, null)!;
            for (var k = 1; k <= spectrum.Count; k++)
            {
                var (x, y) = Rows(spectrum, learnt, k);
                var weights = x.Transpose().MatMul(x).Solve(x.Transpose().MatMul(y));
                var (z, t) = Rows(spectrum, held, k);
                Assert.Equal((x.MatMul(weights) - y).Square().Sum(1).Mean().Item(), curve.Error[k - 1], 8);
                Assert.Equal((z.MatMul(weights) - t).Square().Sum(1).Mean().Item(), curve.HeldOut![k - 1], 8);
                if (curve.Bound[k - 1] is { } bound) Assert.InRange(curve.Error[k - 1], 0, bound + 1e-12);
            }
        }
    }

    [Fact]
    public void Without_labels_there_is_no_curve()
    {
        var drawn = SyntheticCatalog.Model("grid").Draw(50, 2, 0);
        var moments = PairMomentsOf.Views([.. drawn.Views], 2);
        Assert.Null(LabelCurve.Of(AlignmentSpectrum.Of(moments, true), moments, null, 2, null));
    }

    private static (Tensor Functions, Tensor OneHot) Rows(AlignmentSpectrum spectrum, SyntheticViews drawn, int k)
    {
        var labels = new Matrix(2 * drawn.Count, 4);
        for (var i = 0; i < labels.Rows; i++) labels[i, drawn.Factors[0][i % drawn.Count]] = 1;
        return (spectrum.Evaluate(Tensor.Cat([.. drawn.Views.Select(v => Tensor.From(v, drawn.Count, 8))]), k), labels.ToTensor());
    }
}
