using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>The cube with factors down to 0 and the pattern of clean signs as label: a ReLU network needs 2^s dimensions, a linear encoder cannot give it at any.</summary>
/// <remarks>HaoChen and Ma (2023), definition 5.5 and theorem 5.6. With factors that stay away from 0 the theorem does not hold: x_1 sign(x_j) is then a network of four neurons.</remarks>
internal sealed class SignPatterns : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "sign-patterns",
        "the hypercube with factors down to 0; label: the pattern of the clean signs (factor 'parity' is their product)",
        "HaoChen and Ma 2023, definition 5.5",
        typeof(SignPatternOptions),
        o => new SignPatterns((SignPatternOptions)o));

    private readonly SignCube _cube;

    internal SignPatterns(SignPatternOptions options) => _cube = new SignCube(options.Dim, options.Clean, options.Low);

    public override int Dim => _cube.Dim;

    public override IReadOnlyList<SyntheticFactor> Factors => _cube.Factors;

    internal override int StateSize => _cube.Dim;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors) => _cube.Sample(ref draws, state, factors);

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view) => _cube.View(ref draws, state, view);

    internal sealed record SignPatternOptions : SyntheticOptions
    {
        [Option("dim", "Coordinates.", Min = 2, Max = 10_000)]
        public int Dim { get; init; } = 6;

        [Option("clean", "Coordinates that augmentation keeps, less than dim.", Min = 1, Max = 16)]
        public int Clean { get; init; } = 2;

        [Option("low", "Lower end of the random factors of the other coordinates; the upper end is 1.", Min = 0, Max = 0.999)]
        public double Low { get; init; }

        internal override void Validate() => SignCube.Check(Dim, Clean, "sign-patterns");
    }
}
