using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Separated manifolds, each of several sub-clusters that augmentation never leaves: a Lipschitz encoder needs one dimension a manifold, an unrestricted one a sub-cluster.</summary>
/// <remarks>HaoChen and Ma (2023), example 5.7. Centres (distance + diameter) / sqrt(2) e_i, so that manifolds are at least <c>distance</c> apart; sub-clusters are drawn on a sphere around them.</remarks>
internal sealed class Manifolds : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "manifolds",
        "separated manifolds of several sub-clusters that augmentation never leaves; label: the manifold",
        "HaoChen and Ma 2023, example 5.7",
        typeof(ManifoldOptions),
        o => new Manifolds((ManifoldOptions)o));

    private readonly ManifoldOptions _options;

    internal Manifolds(ManifoldOptions options)
    {
        _options = options;
        Centres = new double[options.Manifolds * options.Parts * options.Dim];
        var draws = new Draws(options.Seed, 0, 0, 0, Draws.PlaceSlot);
        for (var c = 0; c < options.Manifolds * options.Parts; c++) Place(ref draws, c);
    }

    public override int Dim => _options.Dim;

    public override IReadOnlyList<SyntheticFactor> Factors => [new("manifold", _options.Manifolds), new("part", _options.Manifolds * _options.Parts)];

    internal override int StateSize => _options.Dim;

    /// <summary>Centres of the sub-clusters, [manifolds * parts, dim]; those of a manifold follow each other.</summary>
    internal double[] Centres { get; }

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        var part = draws.Below(_options.Manifolds * _options.Parts);
        (factors[0], factors[1]) = (part / _options.Parts, part);
        Centres.AsSpan(part * Dim, Dim).CopyTo(state);
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        // Uniform in a cube whose corners are jitter away: views stay inside their sub-cluster for certain.
        var side = _options.Jitter / Math.Sqrt(Dim);
        for (var k = 0; k < Dim; k++) view[k] = state[k] + draws.Uniform(-side, side);
    }

    private void Place(ref Draws draws, int part)
    {
        var centre = Centres.AsSpan(part * Dim, Dim);
        var length = 0.0;
        for (var k = 0; k < Dim; k++)
        {
            centre[k] = draws.Normal();
            length += centre[k] * centre[k];
        }

        var scale = ((_options.Diameter / 2) - _options.Jitter) / Math.Sqrt(length);
        for (var k = 0; k < Dim; k++) centre[k] *= scale;
        centre[part / _options.Parts] += (_options.Distance + _options.Diameter) / Math.Sqrt(2);
    }

    internal sealed record ManifoldOptions : SyntheticOptions
    {
        [Option("dim", "Numbers in a sample, at least the number of manifolds.", Min = 2, Max = 10_000)]
        public int Dim { get; init; } = 8;

        [Option("manifolds", "Manifolds.", Min = 2, Max = 1000)]
        public int Manifolds { get; init; } = 3;

        [Option("parts", "Sub-clusters of each manifold.", Min = 1, Max = 1000)]
        public int Parts { get; init; } = 4;

        [Option("distance", "Smallest distance of two manifolds.", Min = 0, MinExclusive = true)]
        public double Distance { get; init; } = 4.25;

        [Option("diameter", "Largest diameter of a manifold.", Min = 0, MinExclusive = true)]
        public double Diameter { get; init; } = 0.8;

        [Option("jitter", "How far a view may be from the centre of its sub-cluster; less than half the diameter.", Min = 0)]
        public double Jitter { get; init; } = 0.02;

        internal override void Validate()
        {
            if (Manifolds > Dim) throw new Errors.RequestException("synthetic data 'manifolds' has too few coordinates", $"got manifolds={Manifolds} in dim={Dim}", "give dim of at least the manifolds");
            if (Jitter >= Diameter / 2) throw new Errors.RequestException("the views of synthetic data 'manifolds' do not fit in their manifolds", FormattableString.Invariant($"got jitter={Jitter} with diameter={Diameter}"), "give jitter below half the diameter");
        }
    }
}
