namespace Semblance.Objectives.Tests.Checking;

/// <summary>The losses of Balestriero and LeCun 2022, section 2, on a relation graph, one by one as printed: witnesses that share nothing with the filters.</summary>
public static class GraphLoops
{
    public static double HingeVicReg(double[][] z, double[,] graph, double alpha, double beta, double gamma) => VicReg(z, graph, beta, gamma, c => alpha * Math.Max(0, 1 - Math.Sqrt(c)));

    public static double SquaredVicReg(double[][] z, double[,] graph, double alpha, double beta, double gamma) => VicReg(z, graph, beta, gamma, c => alpha * (1 - c) * (1 - c));

    public static double SpectralContrastive(double[][] z, double[,] graph)
    {
        var sum = 0.0;
        foreach (var weight in graph) sum += weight;
        var (attraction, repulsion) = (0.0, 0.0);
        for (var i = 0; i < z.Length; i++)
        {
            for (var j = 0; j < z.Length; j++)
            {
                attraction += graph[i, j] / sum * Dot(z[i], z[j]);
                repulsion += Degree(graph, i) / sum * (Degree(graph, j) / sum) * Dot(z[i], z[j]) * Dot(z[i], z[j]);
            }
        }

        return repulsion - (2 * attraction);
    }

    public static double BarlowTwins(double[][] z, double[,] graph, double weight)
    {
        var dim = z[0].Length;
        var means = Enumerable.Range(0, dim).Select(a => z.Average(r => r[a])).ToArray();
        var loss = 0.0;
        for (var a = 0; a < dim; a++)
        {
            for (var b = 0; b < dim; b++)
            {
                var (product, left, right) = (0.0, 0.0, 0.0);
                for (var i = 0; i < z.Length; i++)
                {
                    for (var j = 0; j < z.Length; j++)
                    {
                        product += graph[i, j] * (z[i][a] - means[a]) * (z[j][b] - means[b]);
                        left += graph[i, j] * Math.Pow(z[i][a] - means[a], 2);
                        right += graph[i, j] * Math.Pow(z[j][b] - means[b], 2);
                    }
                }

                var correlation = product / Math.Sqrt(left * right);
                loss += a == b ? (correlation - 1) * (correlation - 1) : weight * correlation * correlation;
            }
        }

        return loss;
    }

    public static double Softmax(double[][] z, double[,] graph, double temperature, Func<double[], double[], double> similarity)
    {
        var loss = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            var all = Enumerable.Range(0, z.Length).Where(k => k != i).Sum(k => Math.Exp(similarity(z[i], z[k]) / temperature));
            for (var j = 0; j < z.Length; j++)
            {
                if (graph[i, j] > 0) loss -= graph[i, j] * Math.Log(Math.Exp(similarity(z[i], z[j]) / temperature) / all);
            }
        }

        return loss;
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    public static double Radial(double[] a, double[] b) => -Distance(a, b) / 2;

    public static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    /// <summary>A symmetric graph without self pairs in which every sample has degree 1: a mixture of matchings of an even number of samples.</summary>
    public static double[,] Matchings(int samples, int count, Random random)
    {
        var graph = new double[samples, samples];
        var weights = Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
        foreach (var weight in weights)
        {
            var order = Enumerable.Range(0, samples).OrderBy(_ => random.NextDouble()).ToArray();
            for (var k = 0; k < samples; k += 2)
            {
                graph[order[k], order[k + 1]] += weight / weights.Sum();
                graph[order[k + 1], order[k]] += weight / weights.Sum();
            }
        }

        return graph;
    }

    private static double VicReg(double[][] z, double[,] graph, double beta, double gamma, Func<double, double> spread)
    {
        var dim = z[0].Length;
        var loss = 0.0;
        for (var j = 0; j < dim; j++)
        {
            for (var k = 0; k < dim; k++)
            {
                var (meanJ, meanK) = (z.Average(r => r[j]), z.Average(r => r[k]));
                var covariance = z.Average(r => (r[j] - meanJ) * (r[k] - meanK));
                loss += j == k ? spread(covariance) : beta * covariance * covariance;
            }
        }

        for (var i = 0; i < z.Length; i++)
        {
            for (var j = 0; j < z.Length; j++) loss += gamma / z.Length * graph[i, j] * Distance(z[i], z[j]);
        }

        return loss;
    }

    private static double Degree(double[,] graph, int row) => Enumerable.Range(0, graph.GetLength(1)).Sum(j => graph[row, j]);
}
