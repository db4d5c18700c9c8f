using Semblance.Options;

namespace Semblance.Networks.Optimisers;

/// <summary>Numbers of an optimiser; each optimiser reads those that concern it.</summary>
public sealed record OptimiserOptions
{
    /// <summary>Step size, >= 0, until a schedule sets another. Default 0.1.</summary>
    [Option("learning-rate", "step size, until a schedule sets another", Min = 0)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Share of the last step that is kept (sgd, lars), in [0, 1). Default 0.9.</summary>
    [Option("momentum", "share of the last step that is kept (sgd, lars)", Min = 0, Max = 0.9999999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the gradient is taken ahead of the momentum (sgd). Default false.</summary>
    [Option("nesterov", "whether the gradient is taken ahead of the momentum (sgd)")]
    public bool Nesterov { get; init; }

    /// <summary>Pull of weights towards 0, >= 0, per unit of learning rate. Default 1e-4.</summary>
    [Option("weight-decay", "pull of weights towards 0, per unit of learning rate", Min = 0)]
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Whether biases and normalisations decay and adapt too. Default false.</summary>
    [Option("decay-all", "whether biases and normalisations decay (and, in lars, adapt) too")]
    public bool DecayAll { get; init; }

    /// <summary>Share of the gradient's running mean that is kept (adamw), in [0, 1). Default 0.9.</summary>
    [Option("beta1", "share of the gradient's running mean that is kept (adamw)", Min = 0, Max = 0.9999999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the squared gradient's running mean that is kept (adamw), in [0, 1). Default 0.999.</summary>
    [Option("beta2", "share of the squared gradient's running mean that is kept (adamw)", Min = 0, Max = 0.9999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the squared gradient (adamw), > 0. Default 1e-8.</summary>
    [Option("epsilon", "added to the root of the squared gradient (adamw)", Min = 0, MinExclusive = true)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Length of a step as a share of the weights' norm (lars), > 0. Default 0.001.</summary>
    [Option("trust", "length of a step as a share of the weights' norm (lars)", Min = 0, MinExclusive = true)]
    public double Trust { get; init; } = 0.001;
}
