using Semblance.Options;

namespace Semblance.Insight.Dynamics;

/// <summary>What a learning curve is forecast for.</summary>
public sealed record ForecastOptions
{
    /// <summary>Size of the embedding; at least 1, default 8.</summary>
    [Option("dim", "Size of the embedding: outputs of the linear model.", Min = 1, Max = 100_000)]
    public int Dim { get; init; } = 8;

    /// <summary>Modes that are followed and shown; null for the size of the embedding and 10 more.</summary>
    [Option("modes", "Leading modes that are followed. None: the size of the embedding and 10 more.", Min = 1, Max = 10_000)]
    public int? Modes { get; init; }

    /// <summary>Standard deviation of a weight of the features at the start; above 0, default 0.001.</summary>
    [Option("init-scale", "Standard deviation of a weight at the start, on the features' own scale.", Min = 0, MinExclusive = true, Max = 1e6)]
    public double InitScale { get; init; } = 1e-3;

    /// <summary>Learning rate, to give times in steps; null for none.</summary>
    [Option("learning-rate", "Learning rate of (momentum) gradient descent: gives times in steps, refuses rates that cannot converge.", Min = 0, MinExclusive = true)]
    public double? LearningRate { get; init; }

    /// <summary>Momentum; in [0, 1), default 0.</summary>
    [Option("momentum", "Momentum of gradient descent, without dampening.", Min = 0, Max = 0.9999)]
    public double Momentum { get; init; }

    /// <summary>Steps after which the state is wanted; null for none. Needs a learning rate.</summary>
    [Option("steps", "Also give the state after this many steps; needs --learning-rate.", Min = 1, Max = 2e9)]
    public int? Steps { get; init; }

    /// <summary>Pairs in a batch, for the correction of small batches; null for full batches.</summary>
    [Option("batch", "Pairs in a batch: adds what small batches do to the modes, where that is known (barlow-twins). None: all pairs at once.", Min = 2, Max = 1e9, Unit = "pairs")]
    public int? Batch { get; init; }

    /// <summary>Parts that the samples are split into to find which modes are signal; 0 for no such check, default 2.</summary>
    [Option("folds", "Parts of the samples: directions are fitted on the others and measured on each. 0: no such check.", Min = 0, Max = 20)]
    public int Folds { get; init; } = 2;

    /// <summary><c>own</c>: as they are; <c>whitened</c>: with covariance I; <c>auto</c>: as the method's closed form has them. Default auto.</summary>
    [Option("inputs", "What the linear model sees: own (features as they are), whitened (covariance I), auto (what the method's closed form holds for).", Words = "auto|own|whitened")]
    public string Inputs { get; init; } = "auto";

    /// <summary>Share of the mean variance that is added to the covariance before whitening; at least 0, default 0.</summary>
    [Option("ridge", "Share of the mean variance added to the covariance before whitening.", Min = 0)]
    public double Ridge { get; init; }

    /// <summary>Leading directions of the features that are kept; null for all up to 4000 features, and beyond that for as many modes as are followed and 20 more (256 on whitened inputs).</summary>
    [Option("leading", "Directions of the features that are kept, the leading ones. None: all up to 4000 features; beyond, the modes that are followed and 20 more, 256 on whitened inputs.", Min = 2, Max = 4000)]
    public int? LeadingDirections { get; init; }

    /// <summary>Seed of the random start. Default 0.</summary>
    public long Seed { get; init; }
}
