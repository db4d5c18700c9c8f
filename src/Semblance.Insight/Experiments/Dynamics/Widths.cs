using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Two orthonormal linear layers: the width does not enter.</summary>
internal sealed class Widths : Experiment
{
    private const int Inputs = 20, Outputs = 4;

    public override string Id => "E5";

    public override string Title => "Width independence";

    public override string Source => "Esser et al. 2023, width-independent dynamics on the Grassmannian; equation derived";

    public override string Shows => "From the same end-to-end start, layers of width 24, 60 and 240 move in lock-step, and follow one equation to first order in the step.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 5);
        double[] spectrum = [1, .8, .6, .45, .. Enumerable.Range(0, 16).Select(j => .3 - (.6 * j / 15))];
        foreach (var (name, sizes) in new[] { ("orthonormal", new double[] { 1, 1, 1, 1 }), ("short", [.9, .5, .2, .05]) })
        {
            var start = Start(rng, sizes);
            var rates = context.Size<double[]>([.04, .02], [.04, .02, .01, .005]);
            var (across, errors) = (0.0, new List<double>());
            foreach (var rate in rates)
            {
                context.Step($"{name} start, rate {Words.Of(rate)}");
                var steps = (int)Math.Round(8 / rate);
                var walks = new[] { 24, 60, 240 }.Select(h => Walk(rng, spectrum, start, h, rate, steps)).ToArray();
                for (var step = 0; step < steps; step++) across = Math.Max(across, walks.Max(w => Manifold.Largest(w[step], walks[0][step])));
                var flow = new TwoLayerLinearFlow(spectrum, start.Transpose()).Weights([.. Enumerable.Range(1, steps).Select(m => m * rate)]);
                errors.Add(flow.Select((w, m) => Manifold.Distance(w.Transpose(), walks[0][m])).Max());
            }

            findings.Below($"{name}.widths", $"{name} start: largest difference between widths, every step", 1e-10, across);
            findings.Between($"{name}.order", "order of the distance to the equation, last halving", 0.9, 1.1, Math.Log2(errors[^2] / errors[^1]));
            findings.Add(new Figure($"Distance of the steps from the equation, {name} start", "All widths on one curve.", [new Curve("", Palette.First, [.. rates.Zip(errors)])], new ChartAxes("learning rate", "largest distance", LogX: true, LogY: true)));
        }
    }

    /// <summary>Q0 with given singular values, [inputs, outputs].</summary>
    private static Matrix Start(Rng rng, double[] sizes)
    {
        var (left, right) = (Manifold.Frame(rng, Outputs, Inputs), Manifold.Frame(rng, Outputs, Outputs));
        return left.Transpose().ScaleColumns(sizes).Times(right);
    }

    /// <summary>W1'W2 after each step of projected gradients with QR on both layers.</summary>
    private static Matrix[] Walk(Rng rng, double[] spectrum, Matrix start, int width, double rate, int steps)
    {
        using var scope = new TensorScope();
        var basis = Manifold.Frame(rng, Inputs + Outputs, width).Transpose().ToTensor();
        var first = basis.Narrow(1, 0, Inputs);
        var missing = SymmetricEigen.Decompose(Dense.Identity(Outputs).Plus(start.TransposeTimes(start), -1).Symmetric());
        var root = missing.Vectors.ScaleColumns([.. missing.Values.Select(v => Math.Sqrt(Math.Max(v, 0)))]).TimesTranspose(missing.Vectors);
        var second = first.MatMul(start.ToTensor()) + basis.Narrow(1, Inputs, Outputs).MatMul(root.ToTensor());
        var drive = Tensor.From(spectrum, Inputs, 1);
        var (one, two) = (Matrix.From(first), Matrix.From(second));
        var result = new Matrix[steps];
        for (var step = 0; step < steps; step++)
        {
            using var inner = new TensorScope();
            var (w1, w2) = (one.ToTensor(), two.ToTensor());
            var pull = drive * w1.Transpose().MatMul(w2);
            var next2 = Stiefel.Retract(w2, Stiefel.Horizontal(w2, w1.MatMul(pull)) * (2 * rate), Retraction.Qr);
            var next1 = Stiefel.Retract(w1, Stiefel.Horizontal(w1, w2.MatMul(pull.Transpose())) * (2 * rate), Retraction.Qr);
            (one, two) = (Matrix.From(next1), Matrix.From(next2));
            result[step] = one.TransposeTimes(two);
        }

        return result;
    }
}
