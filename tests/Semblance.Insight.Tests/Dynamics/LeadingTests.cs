using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Dynamics;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Testing;

namespace Semblance.Insight.Tests.Dynamics;

public sealed class LeadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Leading_directions_have_the_eigenvalues_and_the_held_out_values_of_the_whole()
    {
        using var input = Views(200, 40);
        var form = FlowForms.Named("barlow-twins");
        KeyValuePair<string, string>[] set = [KeyValuePair.Create("off-diagonal", "1")];
        var whole = Forecaster.Of(input, form, set, new ForecastOptions { Dim = 3 }, []);
        var part = Forecaster.Of(input, form, set, new ForecastOptions { Dim = 3, LeadingDirections = 20 }, []);
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(whole.Modes[j].Rho, part.Modes[j].Rho, 8);
            Assert.Equal(whole.Modes[j].HeldOut!.Rho, part.Modes[j].HeldOut!.Rho, 6);
            Assert.Equal(whole.Modes[j].HeldOut!.StandardError, part.Modes[j].HeldOut!.StandardError, 6);
        }

        Assert.Contains(part.Warnings, w => w.Contains("leading directions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("barlow-twins")]
    [InlineData("vicreg")]
    public void Views_on_disk_give_what_views_in_memory_give(string method)
    {
        using var held = Views(200, 120);
        using var stored = StoredViewInput.OpenIfLarge(new PairRequest { Views = Files }, 0)!;
        KeyValuePair<string, string>[] set = method == "vicreg" ? [] : [KeyValuePair.Create("off-diagonal", "1")];
        var options = new ForecastOptions { Dim = 3, LeadingDirections = 20, Folds = 3 };
        var (one, other) = (Forecaster.Of(held, FlowForms.Named(method), set, options, []), Forecaster.Of(stored, FlowForms.Named(method), set, options, []));
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(one.Modes[j].Rho, other.Modes[j].Rho, 10);
            Assert.Equal(one.Modes[j].HeldOut!.Rho, other.Modes[j].HeldOut!.Rho, 10);
        }

        Assert.Equal(one.Leading!.Passes, other.Leading!.Passes);
    }

    [Fact]
    public void Residuals_bound_what_eigenvalues_are_off_by()
    {
        using var input = Views(200, 400);
        var form = FlowForms.Named("barlow-twins");
        KeyValuePair<string, string>[] set = [KeyValuePair.Create("off-diagonal", "1")];
        var exact = Forecaster.Of(input, form, set, new ForecastOptions { Dim = 3, Folds = 0 }, []).Modes;
        var part = Forecaster.Of(input, form, set, new ForecastOptions { Dim = 3, Folds = 0, LeadingDirections = 30 }, []);
        for (var j = 0; j < part.Leading!.Residuals!.Count; j++)
        {
            Assert.True(exact.Min(m => Math.Abs(m.Rho - part.Modes[j].Rho)) <= part.Leading.Residuals[j] + 1e-12, $"mode {j}");
        }

        Assert.All(Enumerable.Range(0, 3), j => Assert.InRange(part.Leading.Residuals[j] / part.Modes[j].Rho, 0, 1e-3));
    }

    [Fact]
    public void Principal_directions_hold_the_variance_that_they_are_said_to_hold()
    {
        using var input = Views(300, 200);
        var found = LeadingDirections.Of(input, isCross: false, isCentred: true, 12, 0, 0, 1, null, CancellationToken.None);
        var values = SymmetricEigen.Decompose(input.Moments(new LinearFeatures(200)).Total).Values;
        Assert.Equal(values.Take(3).Sum() / values.Sum(), found.Values.Take(3).Sum() / found.Values.Sum() * found.VarianceShare, 8);
        Assert.InRange(found.VarianceShare, .98 * values.Take(12).Sum() / values.Sum(), (values.Take(12).Sum() / values.Sum()) + 1e-12);
    }

    [Fact]
    public void Solve_in_principal_directions_is_the_whole_optimum_where_they_are_all()
    {
        using var input = Views(200, 40);
        var optimum = Optima.Create("vicreg", []);
        var whole = PairSolver.Solve(input, optimum, new SolveOptions { Dim = 3 });
        var part = PairSolver.Solve(input, optimum, new SolveOptions { Dim = 3 }, "principal:40");
        Assert.Equal(whole.Filter.Loss, part.Filter.Loss, 9);
        Assert.Contains(part.Warnings, w => w.Contains("100.0% of the variance", StringComparison.Ordinal));
        var file = Path.Combine(_folder.Path, "e.safetensors");
        part.Encoder!.Save(file);
        var rows = input.Rows([0, 1, 2]);
        Assert.Equal(part.Encoder.Transform(rows).Values, SpectralEncoder.Load(file).Transform(rows).Values);
        Assert.Contains("principal:256", Assert.Throws<RequestException>(() => PairSolver.Solve(input, optimum, new SolveOptions { Dim = 3 }, "principal:x")).Message, StringComparison.Ordinal);
    }

    private string[] Files => [Path.Combine(_folder.Path, "a.npy"), Path.Combine(_folder.Path, "b.npy")];

    /// <summary>Two views that share three strong directions.</summary>
    private PairInput Views(int rows, int columns)
    {
        var random = new Random(7);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] shared = [.. Enumerable.Range(0, rows * 3).Select(k => Normal() * (2 - (k % 3 * .5)))];
        foreach (var file in Files)
        {
            Npy.Write<double>(file, [.. Enumerable.Range(0, rows * columns).Select(k => (.4 * Normal()) + (k % columns < 3 ? shared[(k / columns * 3) + (k % columns)] : 0))], rows, columns);
        }

        return PairInput.Open(new PairRequest { Views = Files });
    }
}
