using System.Globalization;
using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>A class, a subclass and many irrelevant features along axes of their own, with noise: which of them does a contrastive loss learn?</summary>
/// <remarks>Xue, Joshi, Gan, Chen and Mirzasoleiman (2023), section 3.1: x = (y phi_1) v_1 + (s phi_2 + mu) v_2 + (r phi_k) v_k + noise, one k of each sample; a view has noise of its own and, with imperfect
/// augmentation (definition 5.3), jitter along v_1 and v_2. Samples take turns through all combinations, so that they are balanced when their number is a multiple of 8 times the irrelevant
/// features (assumption 3.1). Column 0 is the constant, column j the feature v_j.</remarks>
internal sealed class FeatureModel : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "features",
        "a class, a subclass and irrelevant features on axes of their own, with noise; label: the class",
        "Xue et al. 2023, section 3.1 and definition 5.3",
        typeof(FeatureOptions),
        o => new FeatureModel((FeatureOptions)o));

    private readonly FeatureOptions _options;
    private readonly double[] _irrelevant;

    internal FeatureModel(FeatureOptions options)
    {
        _options = options;
        _irrelevant = options.Strengths();
        Factors = [new("class", 2), new("subclass", 2), new("irrelevant", _irrelevant.Length), new("sign", 2)];
    }

    public override int Dim => _options.Dim + 1;

    public override IReadOnlyList<SyntheticFactor> Factors { get; }

    /// <summary>Axes of features, K in the paper.</summary>
    private int Features => _irrelevant.Length + 2;

    internal override int StateSize => Dim;

    /// <summary>Draws as the base does, but samples take turns and noise axes may be used up.</summary>
    public override SyntheticViews Draw(int count, int views, long seed, int part = TrainPart)
    {
        var axes = _options.Noise == "distinct" ? Distinct(count * views, seed, part) : null;
        var drawn = new double[views][];
        for (var v = 0; v < views; v++) drawn[v] = new double[(long)count * Dim];
        int[][] factors = [.. Factors.Select(_ => new int[count])];
        var (state, values) = (new double[Dim], new int[factors.Length]);
        for (var i = 0; i < count; i++)
        {
            Fill(i, state, values);
            for (var f = 0; f < values.Length; f++) factors[f][i] = values[f];
            for (var v = 0; v < views; v++)
            {
                var draws = new Draws(seed, part, i, v, Draws.ViewSlot);
                var view = drawn[v].AsSpan(i * Dim, Dim);
                View(ref draws, state, view);
                if (axes is not null) view[axes[(i * views) + v]] += _options.Sigma;
            }
        }

        return new SyntheticViews(count, drawn, factors);
    }

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors) => Fill(draws.Below(8 * _irrelevant.Length), state, factors);

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        state.CopyTo(view);
        if (_options.ClassJitter > 0) view[1] += _options.ClassJitter * draws.Normal();
        if (_options.SubclassJitter > 0) view[2] += _options.SubclassJitter * draws.Normal();
        switch (_options.Noise)
        {
            case "basis":
                view[1 + draws.Below(_options.Dim)] += _options.Sigma;
                break;
            case "gaussian":
                for (var j = 1; j <= _options.Dim; j++) view[j] += _options.Sigma / Math.Sqrt(_options.Dim) * draws.Normal();
                break;
            case "plane":
                for (var j = 0; j < _options.Rank; j++) view[Features + 1 + j] += _options.Sigma * draws.Normal();
                break;
        }
    }

    private void Fill(int number, Span<double> state, Span<int> factors)
    {
        (factors[0], factors[1], factors[3]) = (number & 1, (number >> 1) & 1, (number >> 2) & 1);
        factors[2] = (_options.Unique ? number : number >> 3) % _irrelevant.Length;
        state.Clear();
        state[0] = 1;
        state[1] = Sign(factors[0]) * _options.Class;
        state[2] = (Sign(factors[1]) * _options.Subclass) + _options.Mean;
        state[3 + factors[2]] = Sign(factors[3]) * _irrelevant[factors[2]];
    }

    private static int Sign(int bit) => (2 * bit) - 1;

    /// <summary>An axis without a feature for every view, none twice.</summary>
    private int[] Distinct(int count, long seed, int part)
    {
        var free = _options.Dim - Features;
        if (count > free) throw new RequestException("noise on distinct axes needs an axis for every view", $"{count} views, {free} axes beyond those of {Features} features", $"give dim of at least {count + Features}, or noise=basis");
        return [.. Permutation.Of(free, seed, part).Take(count).Select(axis => Features + 1 + axis)];
    }

    internal sealed record FeatureOptions : SyntheticOptions
    {
        [Option("dim", "Axes, the constant not counted: features first, the others hold noise.", Min = 3, Max = 100_000)]
        public int Dim { get; init; } = 100;

        [Option("class", "Strength of the class, phi_1.", Min = 0)]
        public double Class { get; init; } = 1;

        [Option("subclass", "Strength of the subclass, phi_2.", Min = 0)]
        public double Subclass { get; init; } = 1;

        [Option("irrelevant", "Strengths of the irrelevant features, joined by x: 1x0.9x0.8; 1(50) is fifty alike. Each sample shows one of them.")]
        public string Irrelevant { get; init; } = "1x1";

        [Option("mean", "Mean of the subclass's axis, mu; makes it share a direction with the constant.")]
        public double Mean { get; init; }

        [Option("sigma", "Length of the noise; in all axes together.", Min = 0)]
        public double Sigma { get; init; } = 1;

        [Option("noise", "basis: along one axis drawn for each view; distinct: the same, no axis twice; gaussian: in all axes; plane: Gaussian of deviation sigma in each of a few axes.", Words = "basis|distinct|gaussian|plane")]
        public string Noise { get; init; } = "gaussian";

        [Option("rank", "Axes of noise=plane.", Min = 1, Max = 10_000)]
        public int Rank { get; init; } = 2;

        [Option("class-jitter", "Standard deviation that augmentation adds along the class's axis; 0 is the ideal augmentation.", Min = 0)]
        public double ClassJitter { get; init; }

        [Option("subclass-jitter", "Standard deviation that augmentation adds along the subclass's axis.", Min = 0)]
        public double SubclassJitter { get; init; }

        [Option("unique", "Whether samples take turns through the irrelevant features one by one; with as many of them as samples, each has its own.")]
        public bool Unique { get; init; }

        internal override void Validate()
        {
            var features = Strengths().Length + 2;
            if (features + (Noise == "plane" ? Rank : 0) > Dim) throw new RequestException("synthetic data 'features' have more features than axes", $"{features} features, {Dim} axes", "raise dim");
        }

        /// <summary>The numbers of <see cref="Irrelevant"/>; a count in brackets repeats one: <c>1(50)</c>.</summary>
        internal double[] Strengths() => [.. Irrelevant.Split('x').SelectMany(Repeated)];

        private IEnumerable<double> Repeated(string word)
        {
            var open = word.IndexOf('(', StringComparison.Ordinal);
            var times = 1;
            var fine = open < 0 || (word[^1] == ')' && int.TryParse(word.AsSpan(open + 1, word.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out times) && times is >= 1 and <= 100_000);
            if (fine && double.TryParse(open < 0 ? word : word[..open], NumberStyles.Float, CultureInfo.InvariantCulture, out var strength) && strength >= 0 && double.IsFinite(strength)) return Enumerable.Repeat(strength, times);
            throw new RequestException("option 'irrelevant' of synthetic data 'features' has a bad value", $"got '{Irrelevant}'", "give strengths of at least 0 joined by x, as in 1x0.9x0.8, or 1(50) for fifty alike");
        }
    }
}
