using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Adds independent normal noise to every value; pixels are cut to [0, 1] afterwards.</summary>
public sealed record Noise : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["noise.sigma"];

    /// <summary>Smallest standard deviation; unit: full brightness, or the unit of the features. At least 0. Default 0.05.</summary>
    [Option("sigma-min", "Smallest standard deviation.", Min = 0, Max = 1e6)]
    public double SigmaMin { get; init; } = 0.05;

    /// <summary>Largest standard deviation, same unit. At least 0. Default 0.05.</summary>
    [Option("sigma-max", "Largest standard deviation.", Min = 0, Max = 1e6)]
    public double SigmaMax { get; init; } = 0.05;

    internal override string Word => "noise";

    internal override AugmentationStage Stage => AugmentationStage.Any;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Validate() => MustNotCross("sigma", SigmaMin, SigmaMax);

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)draws.Uniform(SigmaMin, SigmaMax);

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
        if (parameters[0] > 0) NoiseKernel.Add(canvas, parameters[0], clamp: canvas.Height > 1, ref draws);
    }
}
