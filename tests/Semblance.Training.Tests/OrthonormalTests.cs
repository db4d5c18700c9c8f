using Semblance.Errors;
using Semblance.Files;
using Semblance.Networks.Heads;
using Semblance.Networks.Layers;
using Semblance.Networks.Optimisers;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;
using Semblance.Training.Loop;

namespace Semblance.Training.Tests;

public sealed class OrthonormalTests
{
    private static readonly double[] Spectrum = [1, .7, .4, .2, 0, -.3];

    public static TheoryData<string, string> WaysAndOptimisers => new(
        from way in new[] { "qr", "polar", "cayley" } from optimiser in new[] { "sgd", "adamw", "lars" } select (way, optimiser));

    public static TheoryData<string> Ways => ["qr", "polar", "cayley"];

    /// <summary>Trains a weight [k, d] on -Tr(W C W') with C diagonal and hands every state of it to a check.</summary>
    private static void Descend(string way, string optimiser, OptimiserOptions options, ElementType type, int steps, Action<Tensor, int> check, double[]? start = null, int rows = 2)
    {
        using var rng = new Rng(3);
        using var layer = new Linear(Spectrum.Length, rows, rng, bias: false, way);
        layer.To(type);
        var weight = layer.Parameters.Single().Value;
        if (start is not null)
        {
            using var silent = new NoGradient();
            using var scope = new TensorScope();
            weight.CopyInPlace(Tensor.From(start, rows, Spectrum.Length));
        }

        using var optimise = Optimisers.Create(optimiser, options, layer.Parameters);
        OrthonormalConstraint.Attach(optimise, [("", layer)]);
        for (var step = 1; step <= steps; step++)
        {
            using var scope = new TensorScope();
            var form = Tensor.From(Spectrum, Spectrum.Length).To(type);
            optimise.ZeroGradient();
            Gradients.Backward(-(weight.Square() * form).Sum());
            optimise.Step();
            check(weight, step);
        }
    }

    private static double Deviation(Tensor weight)
    {
        using var scope = new TensorScope();
        var rows = weight.Detach().To(ElementType.Float64);
        return (rows.MatMul(rows.Transpose()) - Tensor.Eye(rows.Size(0), ElementType.Float64)).Abs().Max().Item();
    }

    private static double[] Captures(Tensor weight) => weight.Detach().To(ElementType.Float64).Square().Sum(0).ToArray<double>();

    [Theory]
    [MemberData(nameof(WaysAndOptimisers))]
    public void Rows_are_orthonormal_after_every_step_of_every_optimiser(string way, string optimiser)
    {
        var options = new OptimiserOptions { LearningRate = optimiser == "lars" ? 20 : 0.2, Momentum = 0.9, WeightDecay = 0.01 };
        Descend(way, optimiser, options, ElementType.Float64, 60, (w, step) => Assert.True(Deviation(w) < 1e-10, $"step {step}: {Deviation(w)}"));
        Descend(way, optimiser, options, ElementType.Float32, 300, (w, step) => Assert.True(Deviation(w) < 1e-6, $"step {step}: {Deviation(w)}"));
    }

    [Theory]
    [InlineData("qr", .9059342633, .8695131499, .0806353546, .1177274359, .0134303820, .0127594142)]
    [InlineData("cayley", .9062234822, .8698005454, .0804160926, .1175001565, .0133604252, .0126992982)]
    public void Ten_plain_steps_give_golden_vector_G2(string way, params double[] expected)
    {
        double[] start = [.. Enumerable.Repeat(1 / Math.Sqrt(6), 6), .. Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? 1 : -1) / Math.Sqrt(6))];
        Descend(way, "sgd", new OptimiserOptions { LearningRate = .1, Momentum = 0, WeightDecay = 0 }, ElementType.Float64, 10, (w, step) =>
        {
            if (step == 10) Assert.All(Captures(w).Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-10));
        }, start);
    }

    [Theory]
    [MemberData(nameof(WaysAndOptimisers))]
    public void Descent_ends_in_the_closed_form_optimum_under_the_constraint(string way, string optimiser)
    {
        // Sign-like steps of Adam and the norm-bound steps of LARS do not settle at a fixed rate; plain and momentum descent do.
        var (rate, tolerance) = optimiser switch { "sgd" => (.1, 1e-9), "adamw" => (.002, 1e-2), _ => (5, 1e-2) };
        Descend(way, optimiser, new OptimiserOptions { LearningRate = rate, Momentum = .8, WeightDecay = 0 }, ElementType.Float64, 900, (w, step) =>
        {
            if (step < 900) return;
            var limit = new OrthonormalFlow().Limits(Spectrum, Numerics.Matrix.From(w));
            Assert.All(Captures(w).Zip([1.0, 1, 0, 0, 0, 0]), p => Assert.Equal(p.Second, p.First, tolerance));
            Assert.All(limit.Zip([1.0, 1, 0, 0, 0, 0]), p => Assert.Equal(p.Second, p.First, 1e-9));
        });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Momentum_stays_tangent_to_the_frames(string way)
    {
        using var rng = new Rng(3);
        using var layer = new Linear(6, 3, rng, bias: false, way);
        layer.To(ElementType.Float64);
        var weight = layer.Parameters.Single().Value;
        using var optimiser = Optimisers.Create("sgd", new OptimiserOptions { LearningRate = .3, Momentum = .9, WeightDecay = 0 }, layer.Parameters);
        OrthonormalConstraint.Attach(optimiser, [("", layer)]);
        for (var step = 0; step < 20; step++)
        {
            using var scope = new TensorScope();
            optimiser.ZeroGradient();
            Gradients.Backward(-(weight.Square() * Tensor.From(Spectrum, 6)).Sum());
            optimiser.Step();
            var overlap = weight.Detach().MatMul(optimiser.State.Single().Value.Transpose());
            Assert.True((overlap + overlap.Transpose()).Abs().Max().Item() < 1e-12);
            Assert.True(optimiser.State.Single().Value.Abs().Max().Item() > 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_run_with_an_orthonormal_encoder_resumes_in_the_same_bits_and_ends_orthonormal(string way)
    {
        using var runs = new SmallRuns();
        var config = runs.Small(
            ("method", "vicreg"), ("variance", "0"), ("covariance", "0"), ("head", $"linear:out=3,last-bias=false,orthonormal={way}"), ("encoder", $"linear:dim=6,bias=false,orthonormal={way}"), ("optimiser", "sgd"), ("learning-rate", "0.05"),
            ("checkpoint-every", "2"));
        runs.Run(config, "whole");
        Assert.Throws<KilledException>(() => runs.Run(config, "killed", observer: new StopAt(5)));
        runs.Run(config, "killed", resume: true);
        Assert.Equal(runs.Weights("whole"), runs.Weights("killed"));
        using var weights = Safetensors.Read(Runs.RunFolder.Open(runs.Out("whole")).WeightsFile);
        Assert.Equal(2, weights.Tensors.Count);
        Assert.All(weights.Tensors.Values, w => Assert.True(Deviation(w) < 1e-6));
    }

    [Fact]
    public void The_distance_loss_of_a_run_falls_under_the_constraint_where_a_free_encoder_would_shrink()
    {
        using var runs = new SmallRuns();
        var config = runs.Small(
            ("method", "vicreg"), ("variance", "0"), ("covariance", "0"), ("head", "linear:out=4,last-bias=false,orthonormal=polar"), ("encoder", "linear:dim=8,bias=false,orthonormal=qr"),
            ("optimiser", "sgd"), ("learning-rate", "0.05"), ("epochs", "6"));
        var epochs = runs.Run(config, "run").Epochs;
        Assert.True(epochs[^1].Loss < 0.8 * epochs[0].Loss, $"{epochs[0].Loss} -> {epochs[^1].Loss}");
        using var model = RunModel.Load(Runs.RunFolder.Open(runs.Out("run")));
        Assert.Equal(4, model.EmbeddingDim);
    }

    [Fact]
    public void More_orthonormal_rows_than_columns_are_refused()
    {
        using var rng = new Rng(0);
        var e = Assert.Throws<RequestException>(() => Heads.Create("linear:out=9,orthonormal=qr", 8, rng));
        Assert.Contains("a layer from 8 to 9 features - give at most 8 features out", e.Message, StringComparison.Ordinal);
    }
}
