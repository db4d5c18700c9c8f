using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>A pattern of signs at a random place of a ring with a faint background: a convolutional encoder needs one dimension a pattern, a fully connected one a place and pattern.</summary>
/// <remarks>HaoChen and Ma (2023), example 5.10. Background positions hold +-g, each view times its own factor from (0, 1].</remarks>
internal sealed class Patch : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "patch",
        "a pattern of signs at a random place of a ring, the background faint; label: the pattern",
        "HaoChen and Ma 2023, example 5.10",
        typeof(PatchOptions),
        o => new Patch((PatchOptions)o));

    private readonly PatchOptions _options;

    internal Patch(PatchOptions options) => _options = options;

    public override int Dim => _options.Dim;

    public override IReadOnlyList<SyntheticFactor> Factors => [new("pattern", 1 << _options.Size), new("place", Dim), new("parity", 2), new("cluster", Dim << _options.Size)];

    internal override int StateSize => Dim + 1;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        var (place, pattern) = (draws.Below(Dim), draws.Below(1 << _options.Size));
        for (var k = 0; k < Dim; k++) state[k] = draws.Sign() * _options.Background;
        for (var k = 0; k < _options.Size; k++) state[(place + k) % Dim] = (pattern >> k & 1) == 1 ? 1 : -1;
        state[Dim] = place;
        var negatives = _options.Size - int.PopCount(pattern);
        (factors[0], factors[1], factors[2], factors[3]) = (pattern, place, negatives % 2 == 0 ? 1 : 0, (place << _options.Size) + pattern);
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        state[..Dim].CopyTo(view);
        var place = (int)state[Dim];
        for (var k = _options.Size; k < Dim; k++) view[(place + k) % Dim] *= 1 - draws.Unit();
    }

    internal sealed record PatchOptions : SyntheticOptions
    {
        [Option("dim", "Places on the ring.", Min = 2, Max = 10_000)]
        public int Dim { get; init; } = 12;

        [Option("size", "Places that the pattern covers, less than dim.", Min = 1, Max = 12)]
        public int Size { get; init; } = 2;

        [Option("background", "Size of the background before augmentation.", Min = 0, Max = 0.999)]
        public double Background { get; init; } = 0.5;

        internal override void Validate()
        {
            if (Size >= Dim) throw new RequestException("the pattern of synthetic data 'patch' leaves no background", $"got size={Size} of dim={Dim}", "give size below dim");
        }
    }
}
