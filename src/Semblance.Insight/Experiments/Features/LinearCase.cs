using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;

namespace Semblance.Insight.Experiments.Features;

/// <summary>A draw of the feature model and its second moments. Column 0 is the constant, 1 the class, 2 the subclass.</summary>
/// <param name="Model">The distribution.</param>
/// <param name="Drawn">Training samples.</param>
/// <param name="Moments">With pairs of a view with itself, as in the paper.</param>
/// <param name="Other">The same distribution for fresh samples: their noise may fall on any axis.</param>
internal sealed record LinearCase(SyntheticModel Model, SyntheticViews Drawn, FeatureMoments Moments, SyntheticModel Other)
{
    internal const int Class = 1, Subclass = 2, FirstIrrelevant = 3;

    /// <param name="options">Of the model, as after <c>synthetic:features:</c>.</param>
    /// <param name="samples">Originals.</param>
    /// <param name="views">Views of each.</param>
    /// <param name="seed">Of the draws.</param>
    internal static LinearCase Of(string options, int samples, int views, long seed)
    {
        var model = SyntheticCatalog.Model($"features:{options}");
        var drawn = model.Draw(samples, views, seed);
        // A single view is its own second one.
        double[][] stacked = views == 1 ? [drawn.Views[0], drawn.Views[0]] : [.. drawn.Views];
        var moments = PairMomentsOf.Views(stacked, model.Dim, labels: drawn.Factors[0]);
        return new LinearCase(model, drawn, FeatureMoments.Of(moments, new FeatureMomentOptions { IncludesSelf = true }), SyntheticCatalog.Model($"features:{options.Replace("noise=distinct", "noise=basis", StringComparison.Ordinal)}"));
    }

    /// <summary>Fresh samples of the same distribution, one view each.</summary>
    internal (Matrix Rows, int[] Classes, int[] Subclasses) Fresh(int count, long seed)
    {
        var drawn = Other.Draw(count, 1, seed, part: 1);
        return (new Matrix(count, Model.Dim, drawn.Views[0]), drawn.Factors[0], drawn.Factors[1]);
    }

    /// <summary>A small random start, [dim, columns], elements N(0, scale^2 / axes).</summary>
    internal Matrix Start(Tensors.Rng rng, int dim, double scale) => Spectral.Draw.Normal(rng, dim, Model.Dim, scale / Math.Sqrt(Model.Dim - 1));
}
