using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Solving;

public sealed class LinearSolverTests
{
    private static readonly string[] ByViews = [.. Optima.All.Where(f => !f.NeedsLabels && f.Create(Options.OptionSet.Read(f.OptionsType, [], f.Name)).LabelShare == 0).Select(f => f.Name)];

    public static TheoryData<string> NamesByViews => [.. ByViews];

    [Theory]
    [MemberData(nameof(NamesByViews))]
    public void Literal_loss_of_the_embedded_rows_is_the_formulas_value(string name)
    {
        var views = Instances.Views(200, 9, 3, 1);
        var optimum = Optima.Create(name, []);
        var solution = LinearSolver.Solve(Instances.Moments(views), optimum, new SolveOptions { Dim = 4 });
        var (total, cross) = Instances.Loops([.. views.Select(solution.Encoder!.Transform)], optimum.IsCentred);
        using var scope = new TensorScope();
        var literal = optimum.Filter.Loss(Tensor.From(total.Cast<double>().ToArray(), 4, 4), Tensor.From(cross.Cast<double>().ToArray(), 4, 4)).Item();
        Assert.Equal(solution.Filter.Loss, literal, 9);
        Assert.True(solution.Certificate.Gap < 1e-10, $"{solution.Certificate}");
    }

    [Theory]
    [InlineData("spectral", "")]
    [InlineData("vicreg", "variance-form=squared;variance=2;covariance=1;invariance=0.3")]
    [InlineData("vicreg", "variance-form=squared;variance=5;covariance=1;invariance=3")]
    [InlineData("vicreg", "variance-form=squared;variance=1;covariance=3;invariance=0.9")]
    [InlineData("barlow-twins", "off-diagonal=0.05")]
    public void Descents_reach_the_formula_and_never_beat_it(string name, string options)
    {
        var set = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(o => KeyValuePair.Create(o.Split('=')[0], o.Split('=')[1]));
        var solution = LinearSolver.Solve(Instances.Moments(Instances.Views(300, 10, 2, 7)), Optima.Create(name, set), new SolveOptions { Dim = 4, Descents = 3 });
        Assert.InRange(solution.Certificate.Descent!.Gap, -1e-10, name == "barlow-twins" ? 1e-6 : 1e-10);
    }

    [Theory]
    [InlineData("spectral", "")]
    [InlineData("vicreg", "variance-form=squared;variance=4;covariance=2;invariance=2")]
    public void Weight_decay_is_the_optimum_of_loss_plus_penalty(string name, string options)
    {
        const double decay = 0.7;
        var set = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(o => KeyValuePair.Create(o.Split('=')[0], o.Split('=')[1]));
        var (moments, optimum) = (Instances.Moments(Instances.Views(200, 6, 2, 3)), Optima.Create(name, set));
        var solution = LinearSolver.Solve(moments, optimum, new SolveOptions { Dim = 3, WeightDecay = decay });
        var weight = solution.Encoder!.Weight;
        double Penalised(double[] point, double[] gradient)
        {
            using var scope = new TensorScope();
            var w = Tensor.From(point, 6, 3);
            w.RequiresGradient = true;
            var total = optimum.IsCentred ? moments.Total : moments.SecondMoment();
            var cross = optimum.IsCentred ? moments.Cross : moments.CrossSecondMoment();
            var loss = optimum.Filter.Loss(w.Transpose().MatMul(total.ToTensor()).MatMul(w), w.Transpose().MatMul(cross.ToTensor()).MatMul(w)) + (w.Square().Sum() * decay);
            Gradients.Of(loss, [w])[0].ToArray<double>().CopyTo(gradient, 0);
            return loss.Item();
        }

        var at = Penalised(weight.Values, new double[18]);
        Assert.Equal(solution.Filter.Loss, at, 9);
        var start = Array.ConvertAll(Instances.Views(6, 3, 1, 5)[0].Values, v => v * 0.1);
        var best = new Lbfgs { MaxIterations = 5000, GradientTolerance = 1e-10, ValueTolerance = 0 }.Minimise(Penalised, start);
        Assert.Equal(at, best.Value, 9);
    }

    [Fact]
    public void Weight_decay_without_a_closed_form_is_refused()
    {
        var moments = Instances.Moments(Instances.Views(50, 4, 2, 3));
        var error = Assert.Throws<RequestException>(() => LinearSolver.Solve(moments, Optima.Create("barlow-twins", []), new SolveOptions { Dim = 2, WeightDecay = 0.1 }));
        Assert.Contains("weight decay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ridge_is_variance_added_to_every_feature()
    {
        var moments = Instances.Moments(Instances.Views(60, 5, 2, 3));
        var mean = Enumerable.Range(0, 5).Average(k => moments.Total[k, k]);
        var ridged = new Matrix(5, 5, [.. moments.Total.Values]);
        for (var k = 0; k < 5; k++) ridged[k, k] += 0.2 * mean;
        var expected = GeneralisedEigen.Solve(moments.Cross, ridged).Pairs.Values;
        var solution = LinearSolver.Solve(moments, Optima.Create("whitening", []), new SolveOptions { Dim = 2, Ridge = 0.2 });
        for (var k = 0; k < 5; k++) Assert.Equal(expected[k], solution.Spectrum[k], 12);
        Assert.True(solution.Certificate.Gap < 1e-10);
        Assert.Contains(solution.Warnings, w => w.Contains("with its ridge", StringComparison.Ordinal));
    }

    [Fact]
    public void Supervised_needs_labels()
    {
        var moments = Instances.Moments(Instances.Views(50, 4, 2, 3));
        var error = Assert.Throws<RequestException>(() => LinearSolver.Solve(moments, Optima.Create("supervised", []), new SolveOptions { Dim = 2 }));
        Assert.Contains("--labels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_and_constant_columns_are_left_out_with_a_warning()
    {
        var views = Instances.Views(100, 4, 2, 9).Select(v =>
        {
            var wide = new Matrix(100, 6);
            for (var r = 0; r < 100; r++)
            {
                for (var c = 0; c < 4; c++) wide[r, c] = v[r, c];
                (wide[r, 4], wide[r, 5]) = (v[r, 0] - (2 * v[r, 1]), 3);
            }

            return wide;
        }).ToArray();
        var solution = LinearSolver.Solve(Instances.Moments(views), Optima.Create("whitening", []), new SolveOptions { Dim = 5 });
        Assert.Equal(4, solution.EffectiveDim);
        Assert.Equal(4, solution.Rank);
        Assert.Contains(solution.Warnings, w => w.Contains("rank-deficient: 6 columns span 4", StringComparison.Ordinal));
        Assert.Contains(solution.Warnings, w => w.Contains("1 of 5 dimensions are not used", StringComparison.Ordinal));
        Assert.True(solution.Certificate.Gap < 1e-9);
    }

    [Fact]
    public void Fewer_rows_than_features_is_said()
    {
        var solution = LinearSolver.Solve(Instances.Moments(Instances.Views(4, 12, 2, 9)), Optima.Create("spectral", []), new SolveOptions { Dim = 2 });
        Assert.Contains(solution.Warnings, w => w.Contains("no more rows (8) than features (12)", StringComparison.Ordinal));
    }

    [Fact]
    public void Tied_directions_at_the_border_are_said()
    {
        var z = Instances.Views(64, 1, 1, 2)[0];
        var a = new Matrix(64, 2);
        for (var r = 0; r < 32; r++) (a[r, 0], a[r + 32, 1]) = (z[r, 0], z[r, 0]);
        var solution = LinearSolver.Solve(Instances.Moments([a, a]), Optima.Create("whitening", []), new SolveOptions { Dim = 1 });
        Assert.Contains(solution.Warnings, w => w.Contains("directions 1 and 2 have the same correlation", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_and_moments_of_the_embedding_have_the_filters_variances()
    {
        var views = Instances.Views(150, 8, 2, 4);
        var optimum = Optima.Create("spectral", []);
        var solution = LinearSolver.Solve(Instances.Moments(views), optimum, new SolveOptions { Dim = 3 });
        var (total, cross) = Instances.Loops([.. views.Select(solution.Encoder!.Transform)], isCentred: false);
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++)
            {
                Assert.Equal(a == b ? solution.Filter.Variances[a] : 0, total[a, b], 10);
                Assert.Equal(a == b ? solution.Filter.Variances[a] * solution.Spectrum[a] : 0, cross[a, b], 10);
            }
        }
    }

    [Fact]
    public void Saved_encoder_embeds_new_samples_to_the_same_bits()
    {
        var views = Instances.Views(80, 5, 2, 4);
        var samples = Stacked(views);
        using var folder = new Testing.TemporaryFolder();
        foreach (var name in new[] { "linear", "rbf:3", "rbf:3,landmarks=20", "exponential:4", "arc-cosine", "arc-cosine:2", "fourier:64,3", "relu:32" })
        {
            var map = FeatureMaps.Named(name, samples, 1);
            var features = views.Select(v => Map(map, v)).ToArray();
            var encoder = LinearSolver.Solve(Instances.Moments(features), Optima.Create("spectral", []), new SolveOptions { Dim = 3, Ridge = 1e-6 }, map).Encoder!;
            var file = Path.Combine(folder.Path, "e.safetensors");
            encoder.Save(file);
            var fresh = Instances.Views(10, 5, 1, 77)[0];
            var loaded = SpectralEncoder.Load(file);
            Assert.Equal(name, loaded.Features.Name);
            Assert.Equal(encoder.Transform(fresh).Values, loaded.Transform(fresh).Values);
        }
    }

    internal static Matrix Map(IFeatureMap map, Matrix rows)
    {
        using var scope = new TensorScope();
        return Matrix.From(map.Map(rows.ToTensor()));
    }

    internal static Matrix Stacked(Matrix[] views)
    {
        using var scope = new TensorScope();
        return Matrix.From(Tensor.Cat([.. views.Select(v => v.ToTensor())]));
    }
}
