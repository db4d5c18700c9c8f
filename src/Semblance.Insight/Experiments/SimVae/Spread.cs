using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Mean of some runs with half of its 95% interval; no interval for one run.</summary>
internal readonly record struct Spread(double Mean, double? Half)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Average();
        if (all.Length < 2) return new Spread(mean, null);
        var deviation = Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1));
        return new Spread(mean, Statistics.StudentT(all.Length - 1) * deviation / Math.Sqrt(all.Length));
    }

    /// <summary>As in a table.</summary>
    internal string Text(int decimals) => Half is { } half ? $"{Words.Of(Mean, decimals)} ± {Words.Of(half, decimals)}" : Words.Of(Mean, decimals);
}
