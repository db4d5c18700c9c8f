using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Gaussians of few dimensions bent into many: noise as augmentation connects each component and hardly ever two of them.</summary>
/// <remarks>HaoChen, Wei, Gaidon and Ma (2021), example 3.8 (3.10 on arXiv). z ~ N(m_i, I / d'); x = Q(z) = U [z; sqrt(k^2 - 1) sin z] with orthonormal columns U, so that distances grow by a factor
/// between 1 and k; a view is x + N(0, s^2 I / d). A demonstration: the paper's example has no exact numbers.</remarks>
internal sealed class Mixture : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "mixture", "Gaussians of few dimensions bent into many, with noise as augmentation; label: the component", "HaoChen et al. 2021, example 3.8", typeof(MixtureOptions), o => new Mixture((MixtureOptions)o));

    private readonly MixtureOptions _options;
    private readonly double[] _means;
    private readonly double[][] _axes;

    internal Mixture(MixtureOptions options)
    {
        _options = options;
        var draws = new Draws(options.Seed, 0, 0, 0, Draws.PlaceSlot);
        _axes = Axes(ref draws, 2 * options.Inner, options.Dim);
        _means = Means(ref draws);
    }

    public override int Dim => _options.Dim;

    public override IReadOnlyList<SyntheticFactor> Factors => [new("component", _options.Components)];

    internal override int StateSize => Dim;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        var component = factors[0] = draws.Below(_options.Components);
        state.Clear();
        var bend = Math.Sqrt((_options.Bend * _options.Bend) - 1);
        for (var k = 0; k < _options.Inner; k++)
        {
            var z = _means[(component * _options.Inner) + k] + (draws.Normal() / Math.Sqrt(_options.Inner));
            Add(state, _axes[k], z);
            Add(state, _axes[_options.Inner + k], bend * Math.Sin(z));
        }
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        for (var k = 0; k < Dim; k++) view[k] = state[k] + (_options.Noise * draws.Normal() / Math.Sqrt(Dim));
    }

    /// <summary>Means in random directions, scaled so that the two closest are as far apart as asked.</summary>
    private double[] Means(ref Draws draws)
    {
        var means = new double[_options.Components * _options.Inner];
        for (var k = 0; k < means.Length; k++) means[k] = draws.Normal();
        var closest = double.PositiveInfinity;
        for (var a = 0; a < _options.Components; a++)
        {
            for (var b = 0; b < a; b++) closest = Math.Min(closest, Distance(means.AsSpan(a * _options.Inner, _options.Inner), means.AsSpan(b * _options.Inner, _options.Inner)));
        }

        return Array.ConvertAll(means, m => m * _options.Distance / closest);
    }

    /// <summary>Orthonormal rows of random directions (Gram and Schmidt, twice).</summary>
    private static double[][] Axes(ref Draws draws, int count, int dim)
    {
        var axes = new double[count][];
        for (var k = 0; k < count; k++)
        {
            var axis = axes[k] = new double[dim];
            for (var i = 0; i < dim; i++) axis[i] = draws.Normal();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < k; j++) Add(axis, axes[j], -Dot(axis, axes[j]));
            }

            var length = Math.Sqrt(Dot(axis, axis));
            for (var i = 0; i < dim; i++) axis[i] /= length;
        }

        return axes;
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
        return Math.Sqrt(sum);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void Add(Span<double> target, double[] other, double factor)
    {
        for (var k = 0; k < target.Length; k++) target[k] += factor * other[k];
    }

    internal sealed record MixtureOptions : SyntheticOptions
    {
        [Option("dim", "Numbers in a sample, at least twice the inner ones.", Min = 4, Max = 10_000)]
        public int Dim { get; init; } = 32;

        [Option("inner", "Dimensions of the Gaussians.", Min = 2, Max = 1000)]
        public int Inner { get; init; } = 4;

        [Option("components", "Gaussians.", Min = 2, Max = 1000)]
        public int Components { get; init; } = 6;

        [Option("distance", "Distance of the two closest means.", Min = 0, MinExclusive = true)]
        public double Distance { get; init; } = 4;

        [Option("bend", "Largest factor by which the bent space stretches a distance; 1 is flat.", Min = 1, Max = 100)]
        public double Bend { get; init; } = 1.5;

        [Option("noise", "Length of the noise that augmentation adds.", Min = 0)]
        public double Noise { get; init; } = 0.5;

        internal override void Validate()
        {
            if (2 * Inner > Dim) throw new RequestException("synthetic data 'mixture' has too few numbers to be bent", $"got dim={Dim} for inner={Inner}", "give dim of at least 2 * inner");
        }
    }
}
