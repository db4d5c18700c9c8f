using Semblance.Insight.Evaluation;
using Semblance.Numerics;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1, 12.706204736)]
    [InlineData(2, 4.302652730)]
    [InlineData(5, 2.570581836)]
    [InlineData(9, 2.262157163)]
    [InlineData(100, 1.983971519)]
    public void Students_t_equals_the_printed_tables(int degrees, double expected) => Assert.Equal(expected, Statistics.StudentT(degrees), 1e-7);

    [Fact]
    public void Wilsons_interval_solves_its_equation()
    {
        foreach (var (hits, rows) in new[] { (3, 10), (0, 20), (20, 20), (8750, 10_000) })
        {
            var interval = Statistics.Wilson(hits, rows);
            foreach (var p in new[] { interval.Low, interval.High }.Where(p => p is > 0 and < 1))
            {
                Assert.Equal(1.959963984540054, Math.Abs(p - ((double)hits / rows)) / Math.Sqrt(p * (1 - p) / rows), 1e-9);
            }

            Assert.InRange((double)hits / rows, interval.Low, interval.High);
        }
    }

    [Fact]
    public void The_bootstrap_interval_of_a_mean_is_as_wide_as_theory_says_and_repeats()
    {
        var values = Synthetic.Normal(2000, 3);
        double Mean(int[] counts) => counts.Select((c, i) => c * values[i]).Sum() / counts.Length;
        var interval = Statistics.Bootstrap(values.Average(), 2000, 2000, 5, Mean);
        Assert.Equal(2 * 1.96 / Math.Sqrt(2000), interval.High - interval.Low, 0.006);
        Assert.True(interval.Contains(values.Average()));
        Assert.Equal(interval, Statistics.Bootstrap(values.Average(), 2000, 2000, 5, Mean));
        Assert.NotEqual(interval, Statistics.Bootstrap(values.Average(), 2000, 2000, 6, Mean));
    }

    [Fact]
    public void The_minimiser_reaches_the_minimum_of_Rosenbrocks_valley()
    {
        static double Valley(double[] p, double[] g)
        {
            Array.Clear(g);
            var sum = 0.0;
            for (var i = 0; i + 1 < p.Length; i++)
            {
                var (a, b) = (p[i + 1] - (p[i] * p[i]), 1 - p[i]);
                sum += (100 * a * a) + (b * b);
                g[i] += (-400 * p[i] * a) - (2 * b);
                g[i + 1] += 200 * a;
            }

            return sum;
        }

        var found = new Lbfgs { GradientTolerance = 1e-9, ValueTolerance = 0 }.Minimise(Valley, [-1.2, 1, -1.2, 1, 0.5]);
        Assert.True(found.HasConverged);
        Assert.InRange(found.Iterations, 5, 120);
        Assert.All(found.Point, p => Assert.Equal(1, p, 1e-6));
    }

    [Fact]
    public void One_solver_serves_several_threads_at_once()
    {
        static double Bowl(double[] x, double[] gradient)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                gradient[i] = Math.Pow(x[i] - i, 3) + ((i + 1) * (x[i] - i));
                sum += (Math.Pow(x[i] - i, 4) / 4) + ((i + 1) * Math.Pow(x[i] - i, 2) / 2);
            }

            return sum;
        }

        var solver = new Lbfgs { GradientTolerance = 1e-9, ValueTolerance = 0 };
        double[][] starts = [.. Enumerable.Range(0, 200).Select(k => Enumerable.Range(0, 5 + (k % 7)).Select(i => (double)((k + i) % 11)).ToArray())];
        var alone = starts.Select(s => solver.Minimise(Bowl, s).Point).ToList();
        var together = new double[starts.Length][];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, k => together[k] = solver.Minimise(Bowl, starts[k]).Point);
        Assert.Equal(alone, together);
    }
}
