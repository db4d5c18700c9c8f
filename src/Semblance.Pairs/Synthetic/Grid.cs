using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Four clusters at the corners of a square: a linear encoder of two dimensions finds both groupings along the axes and no other.</summary>
/// <remarks>HaoChen and Ma (2023), figure 3. Exact: alignment eigenvalue 2 s^2 / (1 + s^2) of a coordinate, 2 (1 - (1 + s^2)^-2) of their product.</remarks>
internal sealed class Grid : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "grid", "four clusters at the corners of a square; label: the cluster", "HaoChen and Ma 2023, figure 3", typeof(GridOptions), o => new Grid((GridOptions)o));

    private readonly GridOptions _options;

    internal Grid(GridOptions options) => _options = options;

    public override int Dim => 2;

    public override IReadOnlyList<SyntheticFactor> Factors { get; } = [new("cluster", 4), new("first", 2), new("second", 2), new("diagonal", 2)];

    internal override int StateSize => 2;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        (state[0], state[1]) = (draws.Sign(), draws.Sign());
        (factors[1], factors[2], factors[3]) = (state[0] > 0 ? 1 : 0, state[1] > 0 ? 1 : 0, state[0] * state[1] > 0 ? 1 : 0);
        factors[0] = (2 * factors[1]) + factors[2];
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        for (var k = 0; k < 2; k++) view[k] = state[k] + (_options.Jitter * draws.Normal());
    }

    internal sealed record GridOptions : SyntheticOptions
    {
        [Option("jitter", "Standard deviation of a view around its corner.", Min = 0, Max = 100)]
        public double Jitter { get; init; } = 0.2;
    }
}
