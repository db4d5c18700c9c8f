using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Multiplies a vector by one random factor.</summary>
public sealed record FeatureScale : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["scale.factor"];

    /// <summary>Smallest factor, at least 0. Default 0.8.</summary>
    [Option("factor-min", "Smallest factor.", Min = 0, Max = 1e6)]
    public double FactorMin { get; init; } = 0.8;

    /// <summary>Largest factor, at least 0. Default 1.2.</summary>
    [Option("factor-max", "Largest factor.", Min = 0, Max = 1e6)]
    public double FactorMax { get; init; } = 1.2;

    internal override string Word => "scale";

    internal override AugmentationStage Stage => AugmentationStage.Vector;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Validate() => MustNotCross("factor", FactorMin, FactorMax);

    internal override void Neutral(Span<float> parameters) => parameters[0] = 1;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)draws.Uniform(FactorMin, FactorMax);

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] != 1) NoiseKernel.Scale(canvas, parameters[0]);
    }
}
