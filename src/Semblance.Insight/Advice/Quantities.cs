namespace Semblance.Insight.Advice;

/// <summary>Works out what is told about one kind of pairs.</summary>
internal static class Quantities
{
    /// <summary>Correlations up to this are taken as none.</summary>
    private const double Nothing = 1e-6;

    /// <summary>Below this mean correlation a ratio to it says nothing.</summary>
    private const double Flat = 0.005;

    /// <summary>Share of the task energy that counts as all of it.</summary>
    private const double Most = 0.95;

    /// <summary>Dropped directions that are listed.</summary>
    private const int Listed = 20;

    internal static PairQuantities Of(PairEvidence evidence, TaskEnergy? energy, LabelTargets? targets)
    {
        var spectrum = evidence.Spectrum;
        var mean = spectrum.Average();
        var (sum, squares) = (spectrum.Sum(r => Math.Max(0, r)), spectrum.Sum(r => Math.Max(0, r) * Math.Max(0, r)));
        var diagnosis = evidence.Diagnosis;
        var task = energy?.Mean(spectrum);
        var hasTask = energy?.Squares.Sum() > 0;
        return new PairQuantities
        {
            Name = evidence.Name,
            Description = evidence.Description,
            FeatureDim = evidence.FeatureDim,
            Spectrum = spectrum,
            MeanCorrelation = mean,
            Rank = spectrum.Count(r => r > Nothing),
            EffectiveDim = squares > 0 ? sum * sum / squares : 0,
            Components = diagnosis?.Components,
            Homophily = evidence.Homophily?.Within,
            ChanceHomophily = evidence.Homophily?.Chance,
            EdgeDisagreement = evidence.Homophily is { Chance: < 1 } pairs ? (1 - pairs.Within) / (1 - pairs.Chance) : null,
            TaskEnergy = energy is null ? null : [.. energy.Squares.Select(e => e / targets!.Variance)],
            TaskCorrelation = hasTask ? task : null,
            Lift = hasTask && mean > Flat ? task / mean : null,
            TaskDim = hasTask ? energy!.Leading(Most) : null,
            Dropped = hasTask ? Dropped(spectrum, energy!) : null,
            Warnings = diagnosis?.Warnings ?? [],
        };
    }

    private static DroppedDirection[] Dropped(double[] spectrum, TaskEnergy energy)
    {
        var sum = energy.Significant.Sum();
        return [.. energy.Largest(Most).Take(Listed).Select(k => new DroppedDirection(k + 1, spectrum[k], energy.Significant[k] / sum, spectrum[k] < 1 ? 1 / (1 - spectrum[k]) : null))];
    }
}
