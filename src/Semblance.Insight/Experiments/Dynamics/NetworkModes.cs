using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>The modes of a network that is trained as a whole, foretold from its tangent kernel at the start.</summary>
internal sealed class NetworkModes : Experiment
{
    private const int Outputs = 4;

    public override string Id => "E14";

    public override string Title => "A ReLU network against its tangent kernel";

    public override string Source => "Simon et al. 2023, kernel form with the tangent kernel of a network; network and sizes are ours";

    public override string Shows => "The tangent kernel at the start foretells half-times and final directions of a network trained in full, the better the wider it is.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, context.Size(100, 200)) is not { } views) return;
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + 14);
        var (a, b) = (views.DrawAll(rng), views.DrawAll(rng));
        var points = new Matrix(2 * views.Count, views.Dim, [.. a.Values, .. b.Values]);
        var results = new List<(int Width, Result Result)>();
        foreach (var width in new[] { 64, 256, 1024 })
        {
            context.Step($"width {width}");
            results.Add((width, new Network(rng, points, width).Train()));
        }

        var wide = results[^1].Result;
        findings.Below("half-times", "width 1024: largest relative error of a half-time, four modes", 0.1, wide.Errors.Max(Math.Abs));
        findings.Above("alignment", "width 1024: share of the foretold directions in the outputs at the end", 0.98, wide.Alignment);
        double[] worst = [.. results.Select(r => r.Result.Errors.Max(Math.Abs))];
        findings.Holds("falls", "the errors fall with the width", "falling", Words.Of(worst.Select(e => Math.Round(e, 3))), worst[1] < worst[0] && worst[2] < worst[1]);
        findings.Holds("drift", "and so does the drift of the kernel", "falling", Words.Of(results.Select(r => Math.Round(r.Result.Drift, 3))), results[1].Result.Drift < results[0].Result.Drift && results[2].Result.Drift < results[1].Result.Drift);
        findings.Add(new Table("Networks and their tangent kernels", "Half-times against those of the integrated flow of the kernel at the start; the first mode is the mean, as nothing is centred.", ["width", "foretold", "measured", "relative errors", "alignment", "drift"],
            [.. results.Select(r => new[] { $"{r.Width}", Times(r.Result.Foretold), Times(r.Result.Measured), string.Join(" ", r.Result.Errors.Select(e => Words.Of(e, 3))), Words.Of(r.Result.Alignment, 3), Words.Of(r.Result.Drift, 2) })]));
        static string Times(double[] times) => string.Join(" ", times.Select(t => Words.Of(t, 1)));
    }

    private sealed record Result(double[] Foretold, double[] Measured, double Alignment, double Drift)
    {
        internal double[] Errors => [.. Measured.Zip(Foretold, (m, f) => (f - m) / m)];
    }

    /// <summary>u = W2 relu(W1 x / sqrt(d)) / sqrt(h) with normal W1, and W2 normal of deviation .01, so that outputs start near 0.</summary>
    private sealed class Network
    {
        private const double Scale = 0.01;
        private readonly Tensor _points;
        private readonly double _width;
        private Tensor _first, _second;

        internal Network(Rng rng, Matrix points, int width)
        {
            (_points, _width) = (points.ToTensor() * (1 / Math.Sqrt(points.Columns)), width);
            _first = Tensor.RandomNormal(rng, [width, points.Columns], ElementType.Float64);
            _second = Tensor.RandomNormal(rng, [Outputs, width], ElementType.Float64) * Scale;
        }

        internal Result Train()
        {
            var pairs = (int)_points.Size(0) / 2;
            var before = Kernel();
            var kernel = KernelFeatures.Of(before);
            var modes = ModeCoordinates.Of(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, pairs), kernel.Features));
            double[] spectrum = [.. modes.Spectrum.Take(40)];
            var all = modes.Start(kernel.Weights(Matrix.From(Embeddings())));
            var start = all.Columns([.. Enumerable.Range(0, spectrum.Length)]);
            var foretold = new BarlowTwinsEquation { Tolerance = 1e-7 }.CorrelationTimes(spectrum, start);
            var measured = Descend(0.5 / (8 * spectrum[0]), 1.5 * foretold[^1], pairs);
            var directions = kernel.Features.Times(modes.Vectors.Columns([.. Enumerable.Range(0, Outputs)]));
            return new Result(foretold, measured, Overlap(directions, Matrix.From(Embeddings())), Change(before, Kernel()));
        }

        private Tensor Hidden() => _points.MatMul(_first.Transpose()).Relu();

        private Tensor Embeddings() => Hidden().MatMul(_second.Transpose()) * (1 / Math.Sqrt(_width));

        /// <summary>First time at which each eigenvalue of the cross-correlation passes one half, between steps on a straight line.</summary>
        private double[] Descend(double rate, double end, int pairs)
        {
            var (times, last) = (Enumerable.Repeat(double.PositiveInfinity, Outputs).ToArray(), new double[Outputs]);
            (_first.RequiresGradient, _second.RequiresGradient) = (true, true);
            for (var step = 0; step * rate < end || times.Any(double.IsInfinity) && step * rate < 3 * end; step++)
            {
                using var scope = new TensorScope();
                var output = Embeddings();
                var cross = output.Narrow(0, 0, pairs).Transpose().MatMul(output.Narrow(0, pairs, pairs)) * (1.0 / pairs);
                var form = (cross + cross.Transpose()) * 0.5;
                var values = SymmetricEigen.Decompose(Matrix.From(form.Detach()).Symmetric()).Values;
                for (var j = 0; j < Outputs; j++)
                {
                    if (double.IsInfinity(times[j]) && values[j] >= 0.5) times[j] = rate * (step - ((values[j] - 0.5) / Math.Max(values[j] - last[j], 1e-300)));
                    last[j] = values[j];
                }

                var gradients = Gradients.Of((form - Tensor.Eye(Outputs, ElementType.Float64)).Square().Sum(), [_first, _second]);
                using var silent = new NoGradient();
                _first.AddInPlace(gradients[0], -rate);
                _second.AddInPlace(gradients[1], -rate);
            }

            (_first, _second) = (_first.Detach(), _second.Detach());
            return times;
        }

        /// <summary>The tangent kernel of one output, both layers, mean over outputs, [n, n].</summary>
        private Matrix Kernel()
        {
            using var scope = new TensorScope();
            using var silent = new NoGradient();
            var hidden = Hidden();
            var slopes = hidden.IsGreaterThan(0).To(ElementType.Float64) * _second.Square().Mean(0, true).Sqrt();
            var first = _points.MatMul(_points.Transpose()) * slopes.MatMul(slopes.Transpose());
            return Matrix.From((hidden.MatMul(hidden.Transpose()) + first) * (1 / _width)).Symmetric();
        }

        private static double Change(Matrix before, Matrix after) => Manifold.Distance(before, after) / Manifold.Distance(before, new Matrix(before.Rows, before.Columns));

        private static double Overlap(Matrix one, Matrix other)
        {
            using var scope = new TensorScope();
            var (a, b) = (Stiefel.Orthonormalise(one.ToTensor()), Stiefel.Orthonormalise(other.ToTensor()));
            return a.Transpose().MatMul(b).Square().Sum().Item() / Outputs;
        }
    }
}
