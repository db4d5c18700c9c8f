using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Without a constraint all outputs become one.</summary>
internal sealed class NaiveCollapse : Experiment
{
    private const int Outputs = 5;

    public override string Id => "E1";

    public override string Title => "Naive training collapses";

    public override string Source => "Esser et al. 2023, the multivariate-regression view of contrastive losses; law derived";

    public override string Shows => "Plain gradient descent on a contrastive loss of a linear model ends in one direction, at the rate that the two leading eigenvalues foretell; orthonormal weights do not.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 1500) is not { } views) return;
        using var rng = new Rng(context.Seed + 1);
        var (anchors, positives, negatives) = (views.DrawAll(rng), views.DrawAll(rng), views.Draw(rng, views.Pick(rng, views.Count)));
        var form = TraceForm.OfSamples(PairLoss.Triplet, anchors, positives, negatives);
        var modes = ModeCoordinates.Of(form);
        double[] spectrum = [.. modes.Spectrum];
        var start = modes.RandomStart(Outputs, 1e-3, context.Seed);
        context.Step("plain descent");

        // The rate of .01 of the notes belongs to a largest eigenvalue of .3725.
        var rate = 0.01 * .3725 / spectrum[0];

        // As long as the second singular value is far above rounding: a ratio of e^-20.
        var steps = (int)(20 / (2 * rate * (spectrum[0] - spectrum[1])));
        var (early, weights) = (new Matrix(1, 1), modes.Weights(start));
        for (var step = 0; step < steps; step++)
        {
            if (step == steps / 2) early = weights;
            weights = weights.Plus(weights.Times(form), 2 * rate);
        }

        var slope = (Share(weights) - Share(early)) / (rate * (steps - (steps / 2)));
        var discrete = Math.Log((1 + (2 * rate * spectrum[1])) / (1 + (2 * rate * spectrum[0]))) / rate;
        findings.Near("slope", "slope of ln(s2 / s1), late half of training, over that of the exact discrete law", 1, slope / discrete, 1e-3, "an asymptotic slope: the third direction still counts a little");
        findings.Near("flow", "the same over that of the flow, -2 (l1 - l2)", 1, slope / (-2 * (spectrum[0] - spectrum[1])), 0.01);
        var law = NaiveFlow.Discrete(spectrum, start, rate, steps);
        findings.Below("law", "weights against (I + 2 rate C)^steps W0, relative", 1e-9, Manifold.Distance(weights.Times(modes.Vectors), law) / Manifold.Distance(law, new Matrix(law.Rows, law.Columns)));
        findings.Below("rank", "effective rank of the outputs at the end", 1.01, Rank(anchors.TimesTranspose(weights)));
        findings.Below("alike", "1 - smallest correlation of two outputs", 1e-6, 1 - Alike(anchors.TimesTranspose(weights)));
        var constrained = new GrassmannFlow(spectrum, Manifold.Frame(rng, Outputs, views.Dim));
        findings.Above("constrained", "effective rank of orthonormal weights after the same time", 0.9 * Outputs, CovarianceRank.OfEigenvalues(SymmetricEigen.Decompose(constrained.Projector(steps * rate)).Values));
        Distance(findings, anchors, positives, modes.Weights(start), rate);
        double[] times = [.. Enumerable.Range(0, 60).Select(k => steps * rate * k / 60)];
        findings.Add(new Figure("Effective rank of the weights", "Naive: one direction is left. Orthonormal weights keep all.",
            [new Curve("naive", Palette.Second, [.. times.Select(t => (t, CovarianceRank.OfEigenvalues([.. NaiveFlow.SingularValueShares(spectrum, start, t).Select(s => s * s)])))]), new Curve("orthonormal", Palette.First, [.. times.Select(t => (t, (double)Outputs))])],
            new ChartAxes("learning rate x steps", "effective rank")));
    }

    private static void Distance(Findings findings, Matrix anchors, Matrix positives, Matrix start, double rate)
    {
        var modes = ModeCoordinates.Of(TraceForm.OfSamples(PairLoss.Distance, anchors, positives));
        var initial = modes.Start(start);
        var end = NaiveFlow.Discrete([.. modes.Spectrum], initial, rate, 100_000);
        findings.Below("distance", "distance loss: length of the weights after 100,000 steps, relative to the start", 1e-4, Math.Sqrt(end.ColumnSquares().Sum() / initial.ColumnSquares().Sum()));
    }

    private static double Share(Matrix weights)
    {
        var values = weights.SingularValues();
        return Math.Log(values[1] / values[0]);
    }

    private static double Rank(Matrix outputs) => CovarianceRank.OfEigenvalues([.. outputs.SingularValues().Select(s => s * s)]);

    /// <summary>The smallest magnitude of a cosine of two columns.</summary>
    private static double Alike(Matrix outputs)
    {
        var gram = outputs.TransposeTimes(outputs);
        var least = 1.0;
        for (var i = 0; i < gram.Rows; i++)
        {
            for (var j = 0; j < i; j++) least = Math.Min(least, Math.Abs(gram[i, j]) / Math.Sqrt(gram[i, i] * gram[j, j]));
        }

        return least;
    }
}
