using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives;

/// <summary>What an objective needs to know of the run it serves.</summary>
/// <param name="Dim">Size of an embedding, d.</param>
/// <param name="Classes">Number of classes of the data; 0 when there are no labels.</param>
/// <param name="Rng">Initialises the objective's own parts; null for the bare loss without them (a predictor is then the identity).</param>
public sealed record ObjectiveContext(int Dim, int Classes, Rng? Rng)
{
    /// <summary>The network and the samples, for objectives that model the samples; null for the bare loss of embeddings.</summary>
    public NetworkContext? Network { get; init; }
}

/// <summary>A self-supervised method: its name, options and faces.</summary>
public sealed record Method
{
    /// <summary>The word used on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Authors, year and where the loss stands.</summary>
    public required string Source { get; init; }

    /// <summary>The record that holds its options; each property carries an <see cref="Options.OptionAttribute"/>.</summary>
    public required Type OptionsType { get; init; }

    /// <summary>Makes the objective from an options record.</summary>
    public required Func<object, ObjectiveContext, IObjective> Create { get; init; }

    /// <summary>Layers of the projection head after the encoder, as the paper has them: <c>mlp:hidden=2048,out=128</c>, or <c>none</c>.</summary>
    public required string Head { get; init; }

    /// <summary>The decay of the slowly following network from an options record at a training progress in [0, 1]; null when the method has no such network.</summary>
    public Func<object, double, double>? TargetMomentum { get; init; }

    /// <summary>Whether labels of the training data are used.</summary>
    public bool NeedsLabels { get; init; }

    /// <summary>Whether the method models the samples themselves. Its objective is then given the samples and the encoder's representations besides
    /// the embeddings, its parts belong to the trained model, and the embedding, the mean of the posterior, is what downstream tasks use.</summary>
    public bool IsGenerative { get; init; }

    /// <summary>Whether anything is trained; false for the untrained encoder.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>The closed form of the method, or of what stands in for it, from an options record; null when none is known.</summary>
    public Func<object, Optimum>? Optimum { get; init; }

    /// <summary>The flow of the method, or of what stands in for it, from an options record; null when none is known.</summary>
    public Func<object, IFlow>? Flow { get; init; }

    /// <summary>Faces the method has: loss, optimum where there is a closed form, flow where the order and time of learning are known.</summary>
    public IReadOnlyList<string> Faces => ["loss", .. Optimum is null ? Array.Empty<string>() : ["optimum"], .. Flow is null ? Array.Empty<string>() : ["flow"]];
}
