using Semblance.Objectives.Generative;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Generative;

/// <summary>The evidence bound by plain loops over numbers, from decoder output and log variances that the parts give.</summary>
internal static class LoopReference
{
    internal static double Loss(string method, bool isSampled, bool isGaussian, double weight, IObjective objective, ViewEmbeddings views, Rng draws)
    {
        var parts = (GenerativeParts)objective.Parts!;
        var (count, rows, dim) = (views.Online.Count, (int)views.Online[0].Size(0), (int)views.Online[0].Size(1));
        var means = views.Online.Select(z => z.ToArray<double>()).ToArray();
        var logs = views.Representations!.Select(h => parts.LogVariance(h).ToArray<double>()).ToArray();
        var points = means.Select((m, v) =>
        {
            var noise = Tensor.RandomNormal(draws, [rows, dim], ElementType.Float64).ToArray<double>();
            return m.Select((x, k) => x + (Math.Exp(logs[v][k] / 2) * noise[k])).ToArray();
        }).ToArray();
        double total = 0;
        for (var v = 0; v < count; v++)
        {
            var output = parts.Forward(Tensor.From(points[v], rows, dim)).ToArray<double>();
            var pixels = views.Samples![v].ToArray<double>();
            for (var k = 0; k < pixels.Length; k++)
            {
                var p = 1 / (1 + Math.Exp(-output[k]));
                total += weight * (isGaussian ? Math.Pow(p - pixels[k], 2) / 2 : -(pixels[k] * Math.Log(p)) - ((1 - pixels[k]) * Math.Log(1 - p)));
            }
        }

        var beta = method == "beta-vae" ? 4 : 1;
        for (var row = 0; row < rows; row++)
        {
            for (var k = row * dim; k < (row + 1) * dim; k++)
            {
                var entropy = logs.Sum(l => 0.5 * (l[k] + 1 + Math.Log(2 * Math.PI)));
                double[] z = [.. (isSampled ? points : means).Select(m => m[k])], variances = [.. logs.Select(l => isSampled ? 0 : Math.Exp(l[k]))];
                total += beta * ((method == "simvae" ? Group(z, variances) : Standard(z, variances)) - entropy);
                if (method != "cr-vae") continue;
                for (var v = 1; v < count; v++) total += 0.1 * 0.5 * (logs[0][k] - logs[v][k] + ((Math.Exp(logs[v][k]) + Math.Pow(means[v][k] - means[0][k], 2)) / Math.Exp(logs[0][k])) - 1);
            }
        }

        return total / (count * rows);
    }

    private static double Standard(double[] z, double[] variances) =>
        z.Zip(variances, (x, s) => 0.5 * ((x * x) + s + Math.Log(2 * Math.PI))).Sum();

    /// <summary>E[-log N(z; 0, C)] of one dimension with C = within I + between 1 1', by the inverse and determinant of that matrix.</summary>
    private static double Group(double[] z, double[] variances)
    {
        var views = z.Length;
        var (within, between) = (0.15, 1 - (0.15 / views));
        var corner = between / (within + (views * between));
        double energy = 0;
        for (var i = 0; i < views; i++)
        {
            for (var j = 0; j < views; j++)
            {
                var inverse = ((i == j ? 1 : 0) - corner) / within;
                energy += inverse * ((z[i] * z[j]) + (i == j ? variances[i] : 0));
            }
        }

        var determinant = ((views - 1) * Math.Log(within)) + Math.Log(within + (views * between));
        return 0.5 * (energy + determinant + (views * Math.Log(2 * Math.PI)));
    }
}
