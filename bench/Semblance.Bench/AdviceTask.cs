using Semblance.Insight.Pairing;
using Semblance.Numerics;

namespace Semblance.Bench;

/// <summary>Pairs of one kind with labelled rows to draw from and other rows to measure on, apart by source sample.</summary>
/// <param name="Name">Data and pairs.</param>
/// <param name="Pairs">The pairs, of training sources only.</param>
/// <param name="Test">Rows of other sources, [rows, features].</param>
/// <param name="TestLabels">Their classes.</param>
internal sealed record AdviceTask(string Name, PairInput Pairs, Matrix Test, int[] TestLabels) : IDisposable
{
    public void Dispose() => Pairs.Dispose();
}
