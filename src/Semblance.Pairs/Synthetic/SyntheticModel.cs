using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>A distribution of positive pairs with known truth: a natural sample is drawn, and its views are drawn independently given it.</summary>
/// <remarks>This is the setting of HaoChen et al. (2021), p(x, x') = E[A(x | s) A(x' | s)]. What is drawn depends only on (seed, part, sample, view).</remarks>
public abstract class SyntheticModel
{
    /// <summary>Part of the draws that a training split uses; the test split has 1, and structure that all share has none.</summary>
    internal const int TrainPart = 0;

    /// <summary>Numbers in a view, at least 1.</summary>
    public abstract int Dim { get; }

    /// <summary>What is known of a sample; the first one gives the labels unless another is asked for.</summary>
    public abstract IReadOnlyList<SyntheticFactor> Factors { get; }

    /// <summary>Numbers that say all of a natural sample from which views are drawn.</summary>
    internal abstract int StateSize { get; }

    /// <summary>Draws samples with views that belong together.</summary>
    /// <param name="count">Natural samples, at least 1.</param>
    /// <param name="views">Views of each, at least 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="part">Another part gives other samples of the same distribution, from 0.</param>
    public virtual SyntheticViews Draw(int count, int views, long seed, int part = TrainPart)
    {
        var drawn = new double[views][];
        for (var v = 0; v < views; v++) drawn[v] = new double[count * Dim];
        var factors = new int[Factors.Count][];
        for (var f = 0; f < factors.Length; f++) factors[f] = new int[count];
        var (state, values) = (new double[StateSize], new int[factors.Length]);
        for (var i = 0; i < count; i++)
        {
            var natural = new Draws(seed, part, i, 0, Draws.StateSlot);
            Sample(ref natural, state, values);
            for (var f = 0; f < values.Length; f++) factors[f][i] = values[f];
            for (var v = 0; v < views; v++)
            {
                var draws = new Draws(seed, part, i, v, Draws.ViewSlot);
                View(ref draws, state, drawn[v].AsSpan(i * Dim, Dim));
            }
        }

        return new SyntheticViews(count, drawn, factors);
    }

    /// <summary>Draws a natural sample.</summary>
    /// <param name="draws">Where random numbers come from.</param>
    /// <param name="state">Receives what views are drawn from, [<see cref="StateSize"/>].</param>
    /// <param name="factors">Receives what is known of it, [factors].</param>
    internal abstract void Sample(ref Draws draws, Span<double> state, Span<int> factors);

    /// <summary>Draws a view of a natural sample.</summary>
    /// <param name="draws">Where random numbers come from; every view has its own.</param>
    /// <param name="state">The natural sample, [<see cref="StateSize"/>].</param>
    /// <param name="view">Receives the view, [<see cref="Dim"/>].</param>
    internal abstract void View(ref Draws draws, ReadOnlySpan<double> state, Span<double> view);
}
