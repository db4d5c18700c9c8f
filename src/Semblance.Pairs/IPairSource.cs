namespace Semblance.Pairs;

/// <summary>Says which samples belong together: for each row of a batch, the sample behind each view.</summary>
/// <remarks>Answers depend only on the arguments, never on earlier calls, and may be asked for from any thread.</remarks>
public interface IPairSource
{
    /// <summary>The name it is chosen by: <c>augmentation</c>, <c>same-label</c>, <c>list</c>, <c>own</c>.</summary>
    string Name { get; }

    /// <summary>Rows in one epoch.</summary>
    int Count { get; }

    /// <summary>The sample that a view of a row is made from, from 0.</summary>
    /// <param name="row">The row, from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="view">The view, from 0.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    int SampleOf(int row, int view, long seed, int epoch);
}
