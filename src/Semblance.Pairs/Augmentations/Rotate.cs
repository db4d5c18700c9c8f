using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>Turns the view about its centre by a random angle, bilinear, black from outside.</summary>
public sealed record Rotate : Augmentation
{
    // Static, as a field of the record would take part in its equality.
    private static readonly string[] Drawn = ["rotation.angle"];

    /// <summary>Largest angle either way, degrees, 0 to 180. Default 15.</summary>
    [Option("degrees", "Largest angle either way.", Min = 0, Max = 180, Unit = "degrees")]
    public double Degrees { get; init; } = 15;

    internal override string Word => "rotate";

    internal override AugmentationStage Stage => AugmentationStage.Pixels;

    internal override IReadOnlyList<string> ParameterNames => Drawn;

    internal override void Neutral(Span<float> parameters) => parameters[0] = 0;

    internal override void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters) =>
        parameters[0] = (float)draws.Uniform(-Degrees, Degrees);

    internal override void Apply(Span<float> parameters, Canvas canvas, ref Draws draws) => MoveKernel.Rotate(canvas, parameters[0]);
}
