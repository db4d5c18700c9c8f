using Semblance.Numerics;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>VICReg with its hinge, by loops: sum over dimensions of alpha max(0, 1 - deviation), over pairs of them of beta covariance^2, over edges of gamma G_ij |z_i - z_j|^2 / n.</summary>
internal sealed class HingeLoops(Matrix graph, int dim, double alpha, double beta, double gamma)
{
    private readonly (int I, int J, double Weight)[] _edges =
        [.. from i in Enumerable.Range(0, graph.Rows) from j in Enumerable.Range(0, graph.Columns) where graph[i, j] > 0 && i != j select (i, j, graph[i, j])];

    internal double Value(double[] z, double[] gradient)
    {
        var (n, centred) = (graph.Rows, Centred(z));
        var covariance = new double[dim * dim];
        for (var row = 0; row < n; row++)
        {
            for (var a = 0; a < dim; a++)
            {
                for (var b = 0; b < dim; b++) covariance[(a * dim) + b] += centred[(row * dim) + a] * centred[(row * dim) + b] / n;
            }
        }

        var (loss, slope) = (0.0, new double[dim * dim]);
        for (var a = 0; a < dim; a++)
        {
            for (var b = 0; b < dim; b++)
            {
                var c = covariance[(a * dim) + b];
                var deviation = a == b ? Math.Sqrt(c) : 0;
                loss += a != b ? beta * c * c : alpha * Math.Max(0, 1 - deviation);
                slope[(a * dim) + b] = a != b ? 2 * beta * c : deviation < 1 ? -alpha / (2 * deviation) : 0;
            }
        }

        for (var row = 0; row < n; row++)
        {
            for (var a = 0; a < dim; a++)
            {
                var sum = 0.0;
                for (var b = 0; b < dim; b++) sum += centred[(row * dim) + b] * slope[(b * dim) + a];
                gradient[(row * dim) + a] = 2 * sum / n;
            }
        }

        return loss + Edges(z, gradient);
    }

    private double Edges(double[] z, double[] gradient)
    {
        var (sum, n) = (0.0, graph.Rows);
        foreach (var (i, j, weight) in _edges)
        {
            for (var a = 0; a < dim; a++)
            {
                var difference = z[(i * dim) + a] - z[(j * dim) + a];
                sum += weight * difference * difference;
                gradient[(i * dim) + a] += 4 * gamma * weight * difference / n;
            }
        }

        return gamma * sum / n;
    }

    private double[] Centred(double[] z)
    {
        double[] centred = [.. z];
        for (var a = 0; a < dim; a++)
        {
            var mean = 0.0;
            for (var row = 0; row < graph.Rows; row++) mean += z[(row * dim) + a] / graph.Rows;
            for (var row = 0; row < graph.Rows; row++) centred[(row * dim) + a] -= mean;
        }

        return centred;
    }
}
