using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Signs of which some survive augmentation: a linear encoder needs one dimension for each clean sign, an unrestricted one for each corner.</summary>
/// <remarks>HaoChen and Ma (2023), example 5.1. Exact for linear encoders: alignment eigenvalue 0 for clean coordinates, 2 Var(t) / E[t^2] for the others.</remarks>
internal sealed class Hypercube : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "hypercube",
        "corners of a cube; the first signs are kept, the other coordinates shrink at random; label: the first sign",
        "HaoChen and Ma 2023, example 5.1",
        typeof(HypercubeOptions),
        o => new Hypercube((HypercubeOptions)o));

    private readonly SignCube _cube;

    internal Hypercube(HypercubeOptions options)
    {
        _cube = new SignCube(options.Dim, options.Clean, options.Low);
        Factors = [_cube.Factors[1], _cube.Factors[0], .. _cube.Factors.Skip(2)];
    }

    public override int Dim => _cube.Dim;

    public override IReadOnlyList<SyntheticFactor> Factors { get; }

    internal override int StateSize => _cube.Dim;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        _cube.Sample(ref draws, state, factors);
        (factors[0], factors[1]) = (factors[1], factors[0]);
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view) => _cube.View(ref draws, state, view);

    internal sealed record HypercubeOptions : SyntheticOptions
    {
        [Option("dim", "Coordinates.", Min = 2, Max = 10_000)]
        public int Dim { get; init; } = 10;

        [Option("clean", "Coordinates that augmentation keeps, less than dim.", Min = 1, Max = 9_999)]
        public int Clean { get; init; } = 3;

        [Option("low", "Lower end of the random factors of the other coordinates; the upper end is 1.", Min = 0, Max = 0.999)]
        public double Low { get; init; } = 0.5;

        internal override void Validate() => SignCube.Check(Dim, Clean, "hypercube");
    }
}
