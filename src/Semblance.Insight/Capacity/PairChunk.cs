using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Two views of some samples; good until the next one is asked for.</summary>
/// <param name="Views">Makes a tensor of all first views, then all second ones, float32, [2 * rows, channels, height, width] or [2 * rows, dim], in the scope of the caller.</param>
/// <param name="Rows">Samples.</param>
/// <param name="Labels">Class of each sample, -1 where unknown, [rows].</param>
internal sealed record PairChunk(Func<Tensor> Views, int Rows, int[] Labels);
