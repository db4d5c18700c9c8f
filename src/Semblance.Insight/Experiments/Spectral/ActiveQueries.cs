using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Asking about well chosen pairs.</summary>
internal sealed class ActiveQueries : Experiment
{
    private const int Train = 150, Test = 1000, Dim = 5, Batch = 10, Steps = 80;

    public override string Id => "E17";

    public override string Title => "Active against passive questions, contrastive against not";

    public override string Source => "Cabannes et al. 2023, Active Self-Supervised Learning (four circles with noise .1, n = 150, 80 rounds of 10 questions)";

    public override string Shows => "Asking whether samples that look alike belong to the least questioned class needs less than half of the answers that random pairs need; telling pairs that do not belong together helps.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var trials = context.Size(3, 10);
        double[] active = new double[Steps], passive = new double[Steps], positive = new double[Steps];
        for (var trial = 0; trial < trials; trial++)
        {
            using var scope = new TensorScope();
            var train = Circles.Random(rng, Train, 0.1);
            var test = Circles.Even(rng, Test, 0.1);
            var encoders = new KernelEncoders("exponential:0.2", train.X);
            var session = new QuerySession(rng, train.Labels, Circles.Classes);
            var (pairs, inside, outside) = (session.RandomPairs(), encoders.Map(train.X), encoders.Map(test.X));
            var (known, attracting) = (Identity(), Identity());
            for (var step = 0; step < Steps; step++)
            {
                if (step % 20 == 0) context.Step($"trial {trial + 1} of {trials}, question {step * Batch}");
                var weights = encoders.Solve(Operators.Dense(session.Answers), 1e-3, Dim);
                active[step] += KernelEncoders.ProbeError(KernelEncoders.Encode(outside, weights), test.Labels, Circles.Classes) / trials;
                session.Ask(KernelEncoders.Encode(inside, weights), Batch);
                passive[step] += Error(encoders, known, outside, test) / trials;
                positive[step] += Error(encoders, attracting, outside, test) / trials;
                foreach (var (i, j) in pairs.Skip(step * Batch).Take(Batch))
                {
                    var belongs = train.Labels[i] == train.Labels[j];
                    known[i, j] = known[j, i] = belongs ? 1 : -1;
                    attracting[i, j] = attracting[j, i] = belongs ? 1 : 0;
                }
            }
        }

        int First(double[] errors) => Array.FindIndex(errors, e => e < 0.05) is var k and >= 0 ? k * Batch : Steps * Batch + 1;
        var note = $"Means of {trials} trials; the published numbers were read off a plot of 100.";
        findings.AtMost("active", "answers that active questions need for an error below .05", 400, First(active), note);
        findings.Above("passive", "answers that random pairs need for it", 600, First(passive), note);
        var window = Enumerable.Range(20, 51).ToArray();
        findings.AtMost("contrastive", "error with contrastive answers less error with positive answers only, mean from 200 to 700 random answers", 0, window.Average(k => passive[k] - positive[k]), note);
        findings.Add(new Figure(
            "Error against answers", "Probe error on new samples.",
            [Curve("active", active, 0), Curve("passive, both answers count", passive, 1), Curve("passive, only positive answers", positive, 2)], new ChartAxes("answers", "probe error")));
    }

    private static double Error(KernelEncoders encoders, Matrix graph, Tensor features, Circles test)
    {
        var weights = encoders.Solve(Operators.Dense(graph), 1e-3, Dim);
        return KernelEncoders.ProbeError(KernelEncoders.Encode(features, weights), test.Labels, Circles.Classes);
    }

    private static Curve Curve(string name, double[] errors, int k) => new(name, Palette.Classes[k], [.. errors.Select((e, i) => ((double)i * Batch, e))]) { Style = CurveStyle.Line };

    private static Matrix Identity()
    {
        var matrix = new Matrix(Train, Train);
        for (var i = 0; i < Train; i++) matrix[i, i] = 1;
        return matrix;
    }
}
