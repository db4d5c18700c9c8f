using Semblance.Files;
using Semblance.Insight.Dynamics;
using Semblance.Insight.Pairing;
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

    /// <summary>Two views that share three strong directions.</summary>
    private PairInput Views(int rows, int columns)
    {
        var random = new Random(7);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] shared = [.. Enumerable.Range(0, rows * 3).Select(k => Normal() * (2 - (k % 3 * .5)))];
        string[] files = [Path.Combine(_folder.Path, "a.npy"), Path.Combine(_folder.Path, "b.npy")];
        foreach (var file in files)
        {
            Npy.Write<double>(file, [.. Enumerable.Range(0, rows * columns).Select(k => (.4 * Normal()) + (k % columns < 3 ? shared[(k / columns * 3) + (k % columns)] : 0))], rows, columns);
        }

        return PairInput.Open(new PairRequest { Views = files });
    }
}
