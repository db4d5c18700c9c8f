namespace Semblance.Insight.Capacity;

/// <summary>What an encoder can tell apart under the given views.</summary>
public sealed record CapacityReport
{
    /// <summary>The pairs, in words.</summary>
    public required string Pairs { get; init; }

    /// <summary>The class of functions, in words of the command line.</summary>
    public required string Encoder { get; init; }

    /// <summary>exact, trained or sweep.</summary>
    public required string Mode { get; init; }

    /// <summary>Samples that the functions were found on.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples held out.</summary>
    public required int HeldOutSamples { get; init; }

    /// <summary>Whether the constant function belongs to the class; it is then the first one.</summary>
    public required bool HasConstant { get; init; }

    /// <summary>The sizes m that <see cref="Phi"/> is given for: 1, 2, ... or those of a sweep.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>phi_m: mean alignment of the m most invariant orthonormal functions, on held-out pairs, 0 to 2; 1 - phi / 2 is the mean correlation of two views.</summary>
    public required IReadOnlyList<double> Phi { get; init; }

    /// <summary>The same on the pairs that the functions were found on.</summary>
    public required IReadOnlyList<double> TrainPhi { get; init; }

    /// <summary>Alignment eigenvalue of each function on the pairs it was found on, ascending; empty for a sweep.</summary>
    public required IReadOnlyList<double> Spectrum { get; init; }

    /// <summary>What each function adds on held-out pairs; empty for a sweep.</summary>
    public required IReadOnlyList<double> HeldOutSpectrum { get; init; }

    /// <summary>Largest mean alignment that counts as nearly invariant.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The dimension to train with.</summary>
    public required DimensionChoice Choice { get; init; }

    /// <summary>What a linear head makes of the labels; null without labels.</summary>
    public LabelCurve? Labels { get; init; }

    /// <summary>Clusters that the chosen functions make; null for a sweep.</summary>
    public ClusterEvidence? Clusters { get; init; }

    /// <summary>What a class without limits would give.</summary>
    public required UniversalBaseline Universal { get; init; }

    /// <summary>Every training that was done; empty for an exact probe.</summary>
    public IReadOnlyList<TrainingEvidence> Trainings { get; init; } = [];

    /// <summary>What it means and what to do, each with a name.</summary>
    public IReadOnlyList<CapacityFinding> Findings { get; init; } = [];

    /// <summary>What makes the numbers less sure.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
