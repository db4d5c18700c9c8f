using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Four points of two signs; a pair differs in the first with probability a, in the second with probability b: every number of theorem 3.6 is known.</summary>
/// <remarks>A natural sample is a point or an edge, and a view is an end of it: an edge along the first sign with probability 2a, along the second with 2b. Two independent views then
/// differ with probability a and b, which needs a + b of at most 1/2. Alignment eigenvalues 0, 4a, 4b.</remarks>
internal sealed class FourNodes : SyntheticModel
{
    internal static readonly SyntheticKind Kind = new(
        "four-nodes", "four points of two signs; views flip the first with probability a, the second with b; label: the first", "derived, for HaoChen and Ma 2023, theorem 3.6", typeof(FourNodeOptions), o => new FourNodes((FourNodeOptions)o));

    private readonly FourNodeOptions _options;

    internal FourNodes(FourNodeOptions options) => _options = options;

    public override int Dim => 3;

    public override IReadOnlyList<SyntheticFactor> Factors { get; } = [new("first", 2), new("second", 2)];

    internal override int StateSize => 3;

    internal override void Sample(ref Draws draws, Span<double> state, Span<int> factors)
    {
        (state[0], state[1]) = (draws.Sign(), draws.Sign());
        var u = draws.Unit();
        state[2] = u < 2 * _options.First ? 1 : u < 2 * (_options.First + _options.Second) ? 2 : 0;
        (factors[0], factors[1]) = (state[0] > 0 ? 1 : 0, state[1] > 0 ? 1 : 0);
    }

    internal override void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view)
    {
        (view[0], view[1], view[2]) = (1, state[0], state[1]);
        if (state[2] > 0 && draws.Sign() < 0) view[(int)state[2]] *= -1;
    }

    internal sealed record FourNodeOptions : SyntheticOptions
    {
        [Option("first", "Probability that a pair differs in the first sign, a.", Min = 0, Max = 0.5)]
        public double First { get; init; } = 0.05;

        [Option("second", "Probability that a pair differs in the second sign, b.", Min = 0, Max = 0.5)]
        public double Second { get; init; } = 0.2;

        internal override void Validate()
        {
            if (First + Second > 0.5) throw new RequestException("synthetic data 'four-nodes' differ too often to be views of one sample", FormattableString.Invariant($"got first={First}, second={Second}"), "give first + second of at most 0.5");
        }
    }
}
