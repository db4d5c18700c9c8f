using Semblance.Errors;
using Semblance.Insight.Capacity;
using Semblance.Insight.Pairing;

namespace Semblance.Insight.Tests.Capacity;

public sealed class CapacityProbeTests
{
    [Theory]
    [InlineData("synthetic:hypercube:dim=10,clean=3", 3)]
    [InlineData("synthetic:monomials:dim=6,clean=3,degree=1", 4)]
    [InlineData("synthetic:monomials:dim=6,clean=3,degree=2", 7)]
    [InlineData("synthetic:monomials:dim=6,clean=3,degree=3", 8)]
    [InlineData("synthetic:four-nodes:first=0,second=0.2", 2)]
    public void Exact_probe_counts_the_invariant_functions_of_the_class(string data, int dim)
    {
        var report = Run(data, "linear");
        Assert.Equal(("exact", dim, "invariant"), (report.Mode, report.Choice.Dim, report.Choice.Rule));
        Assert.All(report.Phi.Take(dim), p => Assert.InRange(p, -1e-9, 1e-3));
        Assert.True(report.Phi[dim] > 0.01);
        Assert.Empty(report.Trainings);
        Assert.Equal(1 - ((double)dim / report.Samples), report.Universal.LabelError[dim - 1], 12);
    }

    [Fact]
    public void Clusters_of_indicators_are_certified_and_those_of_mere_functions_are_told_apart()
    {
        var indicators = Run("synthetic:monomials:dim=6,clean=3,degree=3,samples=4000", "linear").Clusters!;
        Assert.Equal((8, 0.0), (indicators.Count, indicators.Leakage));
        Assert.InRange(indicators.Agreement, 0.99, 1);
        Assert.InRange(indicators.LabelAgreement!.Value, 0.99, 1);
        Assert.InRange(indicators.Certificate!.Error, 0, 1e-9);
        var functions = Run("synthetic:hypercube:dim=10,clean=3", "linear");
        Assert.InRange(functions.Clusters!.Agreement, 0, 0.8);
        Assert.Contains(functions.Findings, f => f.Id == "functions-not-clusters");
    }

    [Fact]
    public void Trained_network_finds_the_patterns_that_a_linear_encoder_does_not()
    {
        var data = "synthetic:sign-patterns:dim=6,clean=2,samples=2000";
        var trained = Run(data, "mlp:hidden=64,dim=32", new CapacityOptions { MaxDim = 8, Steps = 400, Lambda = "1", Batch = 128, LearningRate = 5e-3 });
        Assert.Equal(("trained", 4), (trained.Mode, trained.Choice.Dim));
        Assert.InRange(trained.Labels!.HeldOut![3], -1e-3, 0.05);
        var linear = Run(data, "linear", new CapacityOptions { Constant = true });
        Assert.Equal(3, linear.Choice.Dim);
        Assert.InRange(linear.Labels!.HeldOut![2], 0.2, 0.3); // the product of the signs is a quarter of the one-hot patterns
        var evidence = Assert.Single(trained.Trainings);
        Assert.True(evidence.Loss > evidence.Minimum - 0.05);
        Assert.Equal(8, evidence.Outputs);
    }

    [Fact]
    public void Curves_of_several_trainings_are_merged_by_the_least_at_each_size()
    {
        var report = Run("synthetic:grid:samples=400", "mlp:hidden=16,dim=8", new CapacityOptions { MaxDim = 4, Steps = 30, Lambda = "0.5,3", Repeats = 2, Batch = 64 });
        Assert.Equal(4, report.Trainings.Count);
        for (var m = 0; m < report.Phi.Count; m++) Assert.Equal(report.Trainings.Where(t => t.Phi.Count > m).Min(t => t.Phi[m]), report.Phi[m], 12);
        Assert.Contains(report.Trainings, t => t.Lambda == 0.5 && t.Repeat == 1);
    }

    [Fact]
    public void Sweep_trains_every_size_with_every_lambda()
    {
        var report = Run("synthetic:grid:samples=400", "linear:dim=4", new CapacityOptions { Mode = "sweep", Sizes = "2,1", Lambda = "1,3", Steps = 60, Batch = 64, Optimiser = "sgd" });
        Assert.Equal([1, 2], report.Sizes);
        Assert.Equal(4, report.Trainings.Count);
        Assert.InRange(report.Phi[1], 0.03, 0.05); // the constant and one coordinate, (0 + 2 s^2 / (1 + s^2)) / 2 = 0.038
        Assert.Null(report.Clusters);
        Assert.Equal("sweep", report.Mode);
    }

    [Fact]
    public void Linear_with_options_is_a_network()
    {
        var report = Run("synthetic:grid:samples=300", "linear:dim=4", new CapacityOptions { MaxDim = 3, Steps = 5, Batch = 32, Lambda = "1" });
        Assert.Equal("trained", report.Mode);
        Assert.True(report.HasConstant);
        Assert.Equal("exact", Run("synthetic:grid:samples=300", "linear:dim=4", new CapacityOptions { Mode = "exact" }).Mode);
    }

    [Fact]
    public void Same_seed_gives_the_same_report()
    {
        var options = new CapacityOptions { MaxDim = 4, Steps = 20, Batch = 32, Lambda = "1", Seed = 7 };
        var (first, second) = (Run("synthetic:grid:samples=300", "mlp:hidden=8,dim=8", options), Run("synthetic:grid:samples=300", "mlp:hidden=8,dim=8", options));
        Assert.Equal(first.Phi, second.Phi);
        Assert.NotEqual(first.Phi, Run("synthetic:grid:samples=300", "mlp:hidden=8,dim=8", options with { Seed = 8 }).Phi);
    }

    [Fact]
    public void Random_features_of_more_width_change_less()
    {
        double Phi(string encoder) => Run("synthetic:mixture:samples=4000,noise=2", encoder).Phi[5];
        Assert.True(Phi("relu:400") < Phi("relu:20"));
        Assert.True(Phi("rbf:4,landmarks=200") < 2);
    }

    [Fact]
    public void Page_stands_alone_and_tells_dimension_and_certificate()
    {
        var html = CapacityPage.Html(CapacityComparison.Of([Run("synthetic:monomials:dim=6,clean=3,degree=3,samples=4000", "linear")]));
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("http", html.Replace("http://www.w3.org", "", StringComparison.Ordinal));
        Assert.Contains("<b>8</b>", html);
        Assert.Contains("theorem 3.6", html);
        Assert.Equal(3, html.Split("<svg ").Length - 1);
    }

    [Fact]
    public void Of_several_encoders_the_one_that_leaves_least_of_the_labels_is_taken_and_of_equal_ones_the_first()
    {
        // A product of two signs: no linear function tells it, monomials and many rectifiers do.
        var pairs = new PairRequest { Data = "synthetic:sign-patterns:label=parity,dim=5,clean=2,samples=4000", Augment = "none", PairSource = "own" };
        var compared = CapacityProbe.Compare(pairs, ["linear", "relu:300"], new CapacityOptions { MaxDim = 8 });
        Assert.Equal("relu:300", compared.Chosen.Encoder);
        Assert.Equal(["linear", "relu:300"], compared.Reports.Select(r => r.Encoder));
        Assert.Contains("of linear", compared.Reason);
        var alone = CapacityProbe.Run(pairs, "relu:300", new CapacityOptions { MaxDim = 8 });
        Assert.Equal(alone.Phi, compared.Chosen.Phi);
        var alike = CapacityProbe.Compare(pairs, ["relu:300", "relu:301"], new CapacityOptions { MaxDim = 8 });
        Assert.Equal(0, alike.Best);
        Assert.Contains("first named", alike.Reason);
        var html = CapacityPage.Html(compared);
        Assert.Contains("Side by side", html);
        Assert.Contains("Capacity of 2 encoders", html);
        Assert.DoesNotContain("NaN", html);
    }

    [Fact]
    public void Without_labels_the_encoder_with_a_clear_end_is_taken()
    {
        static CapacityReport Made(string encoder, double[] spectrum)
        {
            var choice = DimensionChoice.Of(spectrum, false, 0.2);
            double[] phi = AlignmentSpectrum.Means(spectrum);
            return new CapacityReport
            {
                Pairs = "p", Encoder = encoder, Mode = "exact", Samples = 10, HeldOutSamples = 5, HasConstant = false, Sizes = [.. Enumerable.Range(1, spectrum.Length)], Phi = phi, TrainPhi = phi, Spectrum = spectrum,
                HeldOutSpectrum = spectrum, Tolerance = 0.2, Choice = choice, Universal = UniversalBaseline.Of(10, 0, [1]),
            };
        }

        var end = Made("end", [0.01, 0.02, 0.5, 0.6]);
        var flat = Made("flat", [0.01, 0.02, 0.03, 0.04]);
        var chosen = CapacityComparison.Of([flat, end]);
        Assert.Equal("end", chosen.Chosen.Encoder);
        Assert.Contains("clear end at 2", chosen.Reason);
        var lower = CapacityComparison.Of([Made("high", [0.05, 0.1, 0.15, 0.2]), flat]);
        Assert.Equal("flat", lower.Chosen.Encoder);
        Assert.Contains("0.025 against 0.125 of high", lower.Reason);
        Assert.Equal(4, lower.CommonSize);
    }

    [Theory]
    [InlineData("2 times", "linear", "linear")]
    [InlineData("did you mean 'cnn'", "linear", "cn")]
    [InlineData("give each its own: --encoder linear", "linear,relu:100")]
    [InlineData("none was given")]
    public void Bad_lists_of_encoders_are_refused_before_anything_is_probed(string part, params string[] encoders) => Assert.Contains(
        part, Assert.Throws<RequestException>(() => CapacityProbe.Compare(new PairRequest { Data = "nowhere", Augment = "none", PairSource = "own" }, encoders, new CapacityOptions())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("synthetic:grid", "cn", "did you mean 'cnn'")]
    [InlineData("synthetic:grid:samples=40", "linear", "give at least 100")]
    [InlineData("synthetic:grid", "rbf:2", "landmarks=500")]
    [InlineData("synthetic:grid", "cnn", "needs images")]
    [InlineData("synthetic:grid", "mlp:hiden=3", "did you mean 'hidden'")]
    public void Bad_requests_say_what_to_do(string data, string encoder, string part) =>
        Assert.Contains(part, Assert.Throws<RequestException>(() => Run(data, encoder)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("trained", "relu:20", "use --mode exact")]
    [InlineData("neither", "linear", "one of auto, exact, trained, sweep")]
    public void Bad_modes_say_what_to_do(string mode, string encoder, string part) =>
        Assert.Contains(part, Assert.Throws<RequestException>(() => Run("synthetic:grid", encoder, new CapacityOptions { Mode = mode })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1,x")]
    [InlineData("0")]
    [InlineData("")]
    public void Lambdas_must_be_positive_numbers(string lambda) =>
        Assert.Contains("'lambda'", Assert.Throws<RequestException>(() => Run("synthetic:grid", "mlp", new CapacityOptions { Lambda = lambda })).Message, StringComparison.Ordinal);

    [Fact]
    public void Size_that_held_out_samples_cannot_whiten_is_refused() =>
        Assert.Contains("too large", Assert.Throws<RequestException>(() => Run("synthetic:grid:samples=200", "mlp", new CapacityOptions { Mode = "sweep", Sizes = "50" })).Message, StringComparison.Ordinal);

    private static CapacityReport Run(string data, string encoder, CapacityOptions? options = null) =>
        CapacityProbe.Run(new PairRequest { Data = data, Augment = "none", PairSource = "own" }, encoder, options ?? new CapacityOptions());
}
