using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Four groups of fresh samples while the supervised loss is trained.</summary>
internal sealed class EmbeddingOverTime : Experiment
{
    private static readonly int[] Epochs = [30, 45, 60, 100];

    public override string Id => "L3";

    public override string Title => "The embedding while the subclass is lost";

    public override string Source => "Xue et al. 2023, figure 1";

    public override string Shows => "Fresh samples first part by subclass, then by class too, then the subclasses of a class fall together.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var linear = LinearCase.Of(LearnThenUnlearn.Options + "basis", LearnThenUnlearn.Samples, LearnThenUnlearn.Views, context.Seed);
        var (rows, classes, subclasses) = linear.Fresh(8000, context.Seed);
        var table = new List<IReadOnlyList<string>>();
        using var rng = new Rng(context.Seed + 1);
        FeatureDescent.Run(linear.Moments, 1, linear.Start(rng, 3, LearnThenUnlearn.Start), LearnThenUnlearn.Rate, 100, point =>
        {
            if (!Epochs.Contains(point.Step)) return;
            context.Step($"epoch {point.Step}");
            var z = rows.TimesTranspose(point.Weights);
            var (apart, between, within) = Distances(z, classes, subclasses);
            table.Add([$"{point.Step}", Words.Of(apart, 4), Words.Of(between, 4), Words.Of(within, 4)]);
            if (point.Step == 45) findings.Above("early", "epoch 45: distance of subclasses over deviation within (printed: .248 over .015)", 10, apart / within);
            if (point.Step == 100) findings.Below("late.sub", "epoch 100: distance of subclasses over deviation within (printed: .0033 over .063)", .1, apart / within);
            if (point.Step == 100) findings.Above("late.class", "epoch 100: distance of classes (printed: 1.996)", 1.9, between);
            var (u, v) = Plane(z);
            findings.Add(new PointMap($"Epoch {point.Step}", "Two main directions of the embedding of fresh samples.", [.. Enumerable.Range(0, 400).Select(i => (u[i], v[i], (2 * classes[i]) + subclasses[i]))], ["class 0, subclass 0", "class 0, subclass 1", "class 1, subclass 0", "class 1, subclass 1"]));
        });
        findings.Add(new Table("Distances", "Between centres of subclasses within a class, between centres of classes, and deviation within a group.", ["epoch", "subclasses", "classes", "within"], table));
    }

    private static (double Subclasses, double Classes, double Within) Distances(Matrix z, int[] classes, int[] subclasses)
    {
        double[][] centres = [.. Enumerable.Range(0, 4).Select(g => Centre(z, i => (2 * classes[i]) + subclasses[i] == g))];
        var within = Math.Sqrt(Enumerable.Range(0, z.Rows).Average(i => Squared(z.Row(i).ToArray(), centres[(2 * classes[i]) + subclasses[i]])));
        double[] Middle(int c) => [.. centres[2 * c].Zip(centres[(2 * c) + 1], (a, b) => (a + b) / 2)];
        return ((Math.Sqrt(Squared(centres[0], centres[1])) + Math.Sqrt(Squared(centres[2], centres[3]))) / 2, Math.Sqrt(Squared(Middle(0), Middle(1))), within);
    }

    private static double[] Centre(Matrix z, Func<int, bool> belongs)
    {
        var (sum, count) = (new double[z.Columns], 0);
        for (var i = 0; i < z.Rows; i++)
        {
            if (!belongs(i)) continue;
            Dense.AddScaled(sum, z.Row(i), 1);
            count++;
        }

        return Array.ConvertAll(sum, s => s / count);
    }

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static (double[] U, double[] V) Plane(Matrix z)
    {
        var centred = new Matrix(z.Rows, z.Columns, [.. z.Values]);
        var mean = Centre(z, _ => true);
        for (var i = 0; i < z.Rows; i++) Dense.AddScaled(centred.Row(i), mean, -1);
        var axes = SymmetricEigen.Decompose(centred.TransposeTimes(centred), 2).Vectors;
        var plane = centred.Times(axes);
        return ([.. Enumerable.Range(0, z.Rows).Select(i => plane[i, 0])], [.. Enumerable.Range(0, z.Rows).Select(i => plane[i, 1])]);
    }
}
