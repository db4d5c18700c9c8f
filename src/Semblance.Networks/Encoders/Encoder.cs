namespace Semblance.Networks.Encoders;

/// <summary>The network whose output is the representation.</summary>
/// <param name="spec">Its canonical specification, with all options.</param>
/// <param name="outputDim">Features of the representation.</param>
public abstract class Encoder(string spec, int outputDim) : Module
{
    /// <summary>Features of the representation, >= 1.</summary>
    public int OutputDim { get; } = outputDim;

    /// <summary>Name and every option; <see cref="Encoders.Create"/> makes the same architecture from it.</summary>
    public string Spec { get; } = spec;
}
