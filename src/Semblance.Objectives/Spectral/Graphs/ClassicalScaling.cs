using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Graphs;

/// <summary>Classical multidimensional scaling: the embedding whose inner products are nearest to given similarities.</summary>
/// <remarks>Torgerson 1952. It is the optimum of SimCLR with squared error for cross-entropy and inner products for cosines (Balestriero and LeCun 2022, section
/// 4): Z = U (mu)_+^{1/2} over the dim largest eigenvalues, loss the squares of the others. On -H d^2 H / 2 of geodesic distances d it is Isomap
/// (Tenenbaum, de Silva and Langford 2000). Dense: O(samples^3) time, O(samples^2) memory.</remarks>
public static class ClassicalScaling
{
    /// <summary>The embedding of a similarity matrix.</summary>
    /// <param name="similarity">Symmetric, of any sign, [samples, samples].</param>
    /// <param name="dim">Size of the embedding, at least 1; columns beyond the positive eigenvalues are 0.</param>
    /// <exception cref="RequestException">Not square, not symmetric, not finite, or dim below 1.</exception>
    public static ScaledEmbedding Of(Matrix similarity, int dim)
    {
        Check(similarity, dim);
        var (values, vectors) = Descending(similarity);
        var embedding = new Matrix(similarity.Rows, dim);
        var loss = 0.0;
        var kept = 0;
        for (var k = 0; k < values.Length; k++)
        {
            if (k >= dim || values[k] <= 0)
            {
                loss += values[k] * values[k];
                continue;
            }

            kept++;
            var scale = Math.Sqrt(values[k]);
            for (var i = 0; i < embedding.Rows; i++) embedding[i, k] = scale * vectors[i, k];
        }

        var sizes = values.Sum(Math.Abs);
        var negative = sizes == 0 ? 0 : values.Where(v => v < 0).Sum(v => -v) / sizes;
        var warnings = new List<string>();
        if (kept < Math.Min(dim, values.Length)) warnings.Add($"only {kept} eigenvalues are positive: the other {dim - kept} dimensions stay empty");
        if (negative > 0.1) warnings.Add($"negative eigenvalues make up {negative:P0} of the similarity: no embedding in real space has it");
        return new ScaledEmbedding(embedding, values, loss, negative, Stress(similarity, embedding), warnings);
    }

    /// <summary>The inner products about the mean that squared distances stand for, -H d^2 H / 2, [samples, samples].</summary>
    /// <param name="squaredDistances">Symmetric, diagonal 0, [samples, samples].</param>
    public static Matrix DoubleCentred(Matrix squaredDistances)
    {
        var size = squaredDistances.Rows;
        var means = new double[size];
        for (var i = 0; i < size; i++) means[i] = Mean(squaredDistances.Row(i));
        var mean = means.Sum() / size;
        var centred = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) centred[i, j] = -0.5 * (squaredDistances[i, j] - means[i] - means[j] + mean);
        }

        return centred;

        static double Mean(Span<double> row)
        {
            var sum = 0.0;
            foreach (var value in row) sum += value;
            return sum / row.Length;
        }
    }

    /// <summary>Eigenvalues and vectors in descending order, signs fixed.</summary>
    internal static (double[] Values, Matrix Vectors) Descending(Matrix symmetric)
    {
        using var scope = new TensorScope();
        var (values, vectors) = symmetric.ToTensor().EigenSymmetric();
        var (ascending, columns) = (values.ToArray<double>(), Matrix.From(vectors));
        var size = ascending.Length;
        var turned = new Matrix(size, size);
        for (var k = 0; k < size; k++)
        {
            var largest = 0.0;
            for (var i = 0; i < size; i++)
            {
                if (Math.Abs(columns[i, size - 1 - k]) > Math.Abs(largest) + 1e-12) largest = columns[i, size - 1 - k];
            }

            for (var i = 0; i < size; i++) turned[i, k] = largest < 0 ? -columns[i, size - 1 - k] : columns[i, size - 1 - k];
        }

        return ([.. ascending.Reverse()], turned);
    }

    private static double Stress(Matrix similarity, Matrix embedding)
    {
        var (missed, all) = (0.0, 0.0);
        for (var i = 0; i < similarity.Rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var wanted = Math.Sqrt(Math.Max(0, similarity[i, i] + similarity[j, j] - (2 * similarity[i, j])));
                var found = 0.0;
                for (var k = 0; k < embedding.Columns; k++) found += (embedding[i, k] - embedding[j, k]) * (embedding[i, k] - embedding[j, k]);
                missed += (wanted - Math.Sqrt(found)) * (wanted - Math.Sqrt(found));
                all += wanted * wanted;
            }
        }

        return all == 0 ? 0 : Math.Sqrt(missed / all);
    }

    private static void Check(Matrix similarity, int dim)
    {
        if (dim < 1) throw new RequestException("an embedding needs at least one dimension", $"got dim {dim}", "give dim >= 1");
        if (similarity.Rows != similarity.Columns || similarity.Rows == 0) throw new RequestException("a similarity matrix is square", $"got [{similarity.Rows}, {similarity.Columns}]", "give one row and one column a sample");
        var largest = similarity.Values.Max(Math.Abs);
        if (!double.IsFinite(largest)) throw new RequestException("a similarity matrix holds finite numbers", "it holds NaN or infinity", "look for missing distances: samples that are not connected");
        for (var i = 0; i < similarity.Rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Math.Abs(similarity[i, j] - similarity[j, i]) > 1e-9 * largest)
                {
                    throw new RequestException("a similarity matrix is symmetric", $"[{i}, {j}] is {similarity[i, j]:R}, [{j}, {i}] is {similarity[j, i]:R}", "average it with its transpose");
                }
            }
        }
    }
}
