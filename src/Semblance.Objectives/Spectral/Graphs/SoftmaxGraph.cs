using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Graphs;

/// <summary>The softmax contrastive loss of free embeddings on a graph of positive pairs, and what is known of its minimum.</summary>
/// <remarks>Loss -sum_ij G_ij log softmax_{j != i}(similarity(z_i, z_j) / temperature), summed over samples as in Balestriero and LeCun 2022, section 2; SimCLR's
/// training loss is its mean over rows for a graph whose rows sum to 1. Dense: O(samples^2) memory.</remarks>
public static class SoftmaxGraph
{
    /// <summary>The loss in nats, []; gradients pass.</summary>
    /// <param name="embedding">One row a sample, float64 [samples, dim].</param>
    /// <param name="graph">Weights >= 0 of positive pairs, diagonal 0, float64 [samples, samples].</param>
    /// <param name="similarity">How two rows are compared.</param>
    /// <param name="temperature">Divides similarities; > 0, no unit.</param>
    public static Tensor Loss(Tensor embedding, Tensor graph, Similarity similarity, double temperature)
    {
        var rows = similarity == Similarity.Cosine ? embedding.Normalize() : embedding;
        var logits = rows.MatMul(rows.Transpose());
        if (similarity == Similarity.Radial)
        {
            var squares = rows.Square().Sum(1, true) * 0.5;
            logits = logits - squares - squares.Transpose();
        }

        // Far below any logit, yet finite: 0 * -infinity would not be a number.
        var self = Tensor.Eye(embedding.Size(0), ElementType.Float64) * -1e30;
        return -(((logits * (1 / temperature)) + self).LogSoftmax(1) * graph).Sum();
    }

    /// <summary>What no embedding goes below, whatever the similarity: sum_i d_i H(G_i / d_i) in nats, d the degrees, H the entropy; 0 for one positive each.</summary>
    /// <param name="graph">Weights >= 0 of positive pairs, diagonal 0, [samples, samples].</param>
    public static double EntropyBound(Matrix graph)
    {
        var bound = 0.0;
        for (var i = 0; i < graph.Rows; i++)
        {
            var degree = 0.0;
            foreach (var weight in graph.Row(i)) degree += weight;
            foreach (var weight in graph.Row(i))
            {
                if (weight > 0) bound -= weight * Math.Log(weight / degree);
            }
        }

        return bound;
    }

    /// <summary>The embedding that reaches the bound with radial similarity, as far as dim allows: metric scaling on squared distances -2 temperature log G.</summary>
    /// <param name="graph">Above 0 off the diagonal; symmetric up to a factor for each row, as a symmetric kernel divided by its row sums is, [samples, samples].</param>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <param name="temperature">As in the loss.</param>
    /// <remarks>For G_ij = exp(-|x_i - x_j|^2 / 2t) / row sum and dim at least that of x the optimum is sqrt(temperature / t) x up to a rigid motion. Row factors are
    /// taken out by symmetry; the constant that the softmax leaves open is the one of least dimension. For any other graph it is a start, not an optimum.</remarks>
    /// <exception cref="RequestException">A weight that is not positive, or not symmetric up to row factors.</exception>
    public static ScaledEmbedding RadialOptimum(Matrix graph, int dim, double temperature)
    {
        var distances = Symmetrised(graph);
        for (var k = 0; k < distances.Values.Length; k++) distances.Values[k] *= -2 * temperature;
        var centred = ClassicalScaling.DoubleCentred(distances);
        return ClassicalScaling.Of(Shifted(centred, Lowest(centred), true), dim);
    }

    /// <summary>The embedding that reaches the bound with inner products: Z Z' = temperature (log G + row factors) off the diagonal; needs samples - 1 dimensions in general.</summary>
    /// <param name="graph">As for <see cref="RadialOptimum"/>.</param>
    /// <param name="dim">Size of the embedding; below samples - 1 the bound need not be reached.</param>
    /// <param name="temperature">As in the loss; without a bound on lengths it only sets the scale.</param>
    /// <exception cref="RequestException">A weight that is not positive, or not symmetric up to row factors.</exception>
    public static ScaledEmbedding DotOptimum(Matrix graph, int dim, double temperature)
    {
        var products = Symmetrised(graph);
        for (var k = 0; k < products.Values.Length; k++) products.Values[k] *= temperature;
        var values = ClassicalScaling.Descending(products).Values;
        return ClassicalScaling.Of(Shifted(products, values[^1], false), dim);
    }

    /// <summary>The least loss with cosines on the graph of equal classes, each row's weights 1 / (per class - 1) and summing to 1; nats, summed over samples.</summary>
    /// <param name="samples">Samples, a multiple of classes, at least 2 a class.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="temperature">> 0.</param>
    /// <remarks>Classes collapse to the corners of a regular simplex, rank classes - 1, for dim >= classes - 1: N (log((n - 1) e^{1/t} + (N - n) e^{-1/((C-1) t)}) - 1/t).
    /// Also the optimum of supervised contrastive learning (Graf et al. 2021).</remarks>
    /// <exception cref="RequestException">Samples that do not make equal classes of at least 2.</exception>
    public static double ClassSimplexLoss(int samples, int classes, double temperature)
    {
        if (classes < 2 || samples % classes != 0 || samples / classes < 2)
        {
            throw new RequestException("the simplex formula needs at least two equal classes of at least two samples", $"got {samples} samples, {classes} classes", "give samples = classes * per class");
        }

        var each = samples / classes;
        var apart = 1.0 / (classes - 1);

        // 1/t is taken out of the logarithm, which then cannot overflow.
        return samples * Math.Log(each - 1 + ((samples - each) * Math.Exp(-(1 + apart) / temperature)));
    }

    /// <summary>log G with a constant added to each row that makes it symmetric; 0 on the diagonal.</summary>
    private static Matrix Symmetrised(Matrix graph)
    {
        var size = graph.Rows;
        if (size < 2 || graph.Columns != size) throw new RequestException("a graph of pairs is a square matrix of at least two samples", $"got [{graph.Rows}, {graph.Columns}]", "give one row and one column a sample");
        var offsets = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                if (i == j) continue;
                if (!(graph[i, j] > 0)) throw new RequestException("the softmax optimum needs positive weights between all samples", $"[{i}, {j}] is {graph[i, j]:R}", "use a kernel that is positive everywhere");
                offsets[i] += Math.Log(graph[j, i] / graph[i, j]) / size;
            }
        }

        var logs = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (one, other) = (Math.Log(graph[i, j]) + offsets[i], Math.Log(graph[j, i]) + offsets[j]);
                if (Math.Abs(one - other) > 1e-6 * (1 + Math.Abs(one))) throw new RequestException("the softmax optimum needs a graph that is symmetric up to a factor for each row", $"pair {i}, {j} does not fit the others", "start from a symmetric kernel");
                logs[i, j] = logs[j, i] = (one + other) / 2;
            }
        }

        return logs;
    }

    /// <summary>The smallest eigenvalue of a doubly centred matrix, its constant vector left out.</summary>
    private static double Lowest(Matrix centred)
    {
        // On the constant vector the matrix is 0; there it is given a value above all others.
        var raised = Shifted(centred, 0, false);
        var level = 1 + Enumerable.Range(0, centred.Rows).Max(i => Enumerable.Range(0, centred.Rows).Sum(j => Math.Abs(centred[i, j])));
        for (var k = 0; k < raised.Values.Length; k++) raised.Values[k] += level / centred.Rows;
        return ClassicalScaling.Descending(raised).Values[^1];
    }

    /// <summary>A copy minus a multiple of the identity, or of the projector off the constant vector.</summary>
    private static Matrix Shifted(Matrix matrix, double shift, bool isCentred)
    {
        var copy = new Matrix(matrix.Rows, matrix.Columns, [.. matrix.Values]);
        for (var i = 0; i < copy.Rows; i++)
        {
            copy[i, i] -= shift;
            for (var j = 0; j < copy.Columns && isCentred; j++) copy[i, j] += shift / copy.Rows;
        }

        return copy;
    }
}
