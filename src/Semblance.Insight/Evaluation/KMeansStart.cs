using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>k-means++ starts: each further centre is a row drawn in proportion to its squared distance from the nearest centre so far.</summary>
internal static class KMeansStart
{
    /// <summary>Starts [clusters, dim], drawn side by side so that each pass over the features serves all of them.</summary>
    internal static float[][] Draw(Tensor features, FeatureSet set, int clusters, int restarts, int seed)
    {
        var randoms = new Random[restarts];
        var starts = new float[restarts][];
        var nearest = new double[restarts][];
        for (var s = 0; s < restarts; s++)
        {
            (randoms[s], starts[s]) = (new Random(unchecked((seed * 7919) + s)), new float[clusters * set.Dim]);
            nearest[s] = new double[set.Rows];
            Array.Fill(nearest[s], double.PositiveInfinity);
        }

        var lengths = SquaredLengths(set);
        for (var k = 0; k < clusters; k++)
        {
            var chosen = new int[restarts];
            for (var s = 0; s < restarts; s++)
            {
                chosen[s] = k == 0 ? randoms[s].Next(set.Rows) : Pick(nearest[s], randoms[s]);
                set.Values.AsSpan(chosen[s] * set.Dim, set.Dim).CopyTo(starts[s].AsSpan(k * set.Dim));
            }

            if (k + 1 < clusters) Lower(nearest, features, lengths, chosen);
        }

        return starts;
    }

    private static int Pick(double[] weights, Random random)
    {
        var left = random.NextDouble() * weights.Sum();
        for (var r = 0; r < weights.Length; r++)
        {
            left -= weights[r];
            if (left < 0) return r;
        }

        // All rows coincide with a centre (or rounding used the sum up): any row will do.
        return random.Next(weights.Length);
    }

    private static void Lower(double[][] nearest, Tensor features, double[] lengths, int[] chosen)
    {
        using var scope = new TensorScope();
        var centres = features.IndexSelect(0, Tensor.From(Array.ConvertAll(chosen, c => (long)c), chosen.Length));
        var products = features.MatMul(centres.Transpose()).ToArray<float>();
        Parallel.For(0, chosen.Length, s =>
        {
            var own = nearest[s];
            for (var r = 0; r < own.Length; r++)
            {
                own[r] = Math.Min(own[r], Math.Max(0, lengths[r] + lengths[chosen[s]] - (2.0 * products[(r * chosen.Length) + s])));
            }

            own[chosen[s]] = 0;
        });
    }

    private static double[] SquaredLengths(FeatureSet set)
    {
        var result = new double[set.Rows];
        Parallel.For(0, set.Rows, r =>
        {
            var sum = 0.0;
            foreach (var v in set.Values.AsSpan(r * set.Dim, set.Dim)) sum += (double)v * v;
            result[r] = sum;
        });
        return result;
    }
}
