using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Products of up to p coordinates of the hypercube: the ladder of polynomial classes, each as linear functions of its features.</summary>
/// <remarks>A product over a set S of coordinates has the alignment eigenvalue 2 (1 - q^m), q = (E t)^2 / E[t^2], with m spurious coordinates in S. The feature of the empty set, 1, comes first;
/// then sets by size, each size in lexicographic order.</remarks>
internal sealed class Monomials : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "monomials",
        "products of up to degree coordinates of the hypercube: polynomial encoders as linear ones; label: the pattern of the clean signs",
        "derived from HaoChen and Ma 2023, example 5.1",
        typeof(MonomialOptions),
        o => new Monomials((MonomialOptions)o));

    private const int LargestDim = 1 << 16, LargestCube = 64;
    private readonly SignCube _cube;
    private readonly int[][] _sets;

    internal Monomials(MonomialOptions options)
    {
        _cube = new SignCube(options.Dim, options.Clean, options.Low);
        _sets = [.. Sets(options.Dim, options.Degree)];
    }

    public override int Dim => _sets.Length;

    public override IReadOnlyList<SyntheticFactor> Factors => _cube.Factors;

    internal override int StateSize => _cube.Dim;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors) => _cube.Sample(ref draws, state, factors);

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        Span<double> point = stackalloc double[LargestCube];
        _cube.View(ref draws, state, point[.._cube.Dim]);
        for (var f = 0; f < _sets.Length; f++)
        {
            var product = 1.0;
            foreach (var k in _sets[f]) product *= point[k];
            view[f] = product;
        }
    }

    /// <summary>The sets of coordinates in the order of the features.</summary>
    internal static IEnumerable<int[]> Sets(int dim, int degree)
    {
        List<int[]> size = [[]];
        for (var p = 0; p <= degree; p++)
        {
            foreach (var set in size) yield return set;
            size = [.. size.SelectMany(set => Enumerable.Range(set.Length == 0 ? 0 : set[^1] + 1, dim - (set.Length == 0 ? 0 : set[^1] + 1)).Select(k => (int[])[.. set, k]))];
        }
    }

    internal sealed record MonomialOptions : SyntheticOptions
    {
        [Option("dim", "Coordinates of the cube.", Min = 2, Max = LargestCube)]
        public int Dim { get; init; } = 6;

        [Option("clean", "Coordinates that augmentation keeps, less than dim.", Min = 1, Max = 16)]
        public int Clean { get; init; } = 3;

        [Option("degree", "Largest number of coordinates in a product.", Min = 1, Max = 16)]
        public int Degree { get; init; } = 2;

        [Option("low", "Lower end of the random factors of the other coordinates; the upper end is 1.", Min = 0, Max = 0.999)]
        public double Low { get; init; }

        internal override void Validate()
        {
            SignCube.Check(Dim, Clean, "monomials");
            if (Degree > Dim) throw new RequestException("the degree of synthetic data 'monomials' is larger than its coordinates", $"got degree={Degree} of dim={Dim}", "give degree up to dim");
            double count = 0, choices = 1;
            for (var p = 0; p <= Degree; p++)
            {
                count += choices;
                choices *= (Dim - p) / (p + 1.0);
            }

            if (count > LargestDim) throw new RequestException("synthetic data 'monomials' has too many features", FormattableString.Invariant($"{count} products of up to {Degree} of {Dim} coordinates"), $"give a smaller dim or degree: up to {LargestDim} products");
        }
    }
}
