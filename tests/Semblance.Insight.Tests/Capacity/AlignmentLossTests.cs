using Semblance.Insight.Capacity;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Capacity;

public sealed class AlignmentLossTests
{
    private const int Rows = 7, Dim = 3;
    private const double Lambda = 2.5;

    [Fact]
    public void Unbiased_estimate_takes_products_of_different_samples_only()
    {
        using var scope = new TensorScope();
        var (a, b) = Views();
        var (distance, squares, lengths) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Rows; i++)
        {
            for (var k = 0; k < Dim; k++) distance += Math.Pow(a[i][k] - b[i][k], 2) / Rows;
            lengths += (Dot(a[i], a[i]) + Dot(b[i], b[i])) / (2 * Rows);
            for (var j = 0; j < Rows; j++)
            {
                if (i == j) continue;
                foreach (var (x, y) in new[] { (a[i], a[j]), (a[i], b[j]), (b[i], a[j]), (b[i], b[j]) }) squares += Math.Pow(Dot(x, y), 2) / (4.0 * Rows * (Rows - 1));
            }
        }

        Assert.Equal(distance + (Lambda * (squares - (2 * lengths) + Dim)), AlignmentLoss.Unbiased(Of(a), Of(b), Lambda).Item(), 10);
    }

    [Fact]
    public void Plug_in_estimate_squares_the_moments_of_the_batch()
    {
        using var scope = new TensorScope();
        var (a, b) = Views();
        var expected = 0.0;
        for (var i = 0; i < Rows; i++) expected += Enumerable.Range(0, Dim).Sum(k => Math.Pow(a[i][k] - b[i][k], 2)) / Rows;
        for (var k = 0; k < Dim; k++)
        {
            for (var l = 0; l < Dim; l++) expected += Lambda * Math.Pow(Enumerable.Range(0, Rows).Sum(i => ((a[i][k] * a[i][l]) + (b[i][k] * b[i][l])) / (2 * Rows)) - (k == l ? 1 : 0), 2);
        }

        Assert.Equal(expected, AlignmentLoss.PlugIn(Of(a), Of(b), Lambda).Item(), 10);
    }

    [Theory]
    [InlineData(0.1, 0.1 * 3)] // the three directions above 0.2 are switched off and cost lambda each
    [InlineData(1, 0.5 - 0.0625 + 1 - 0.25 + 1)]
    [InlineData(3, 0.5 - (0.25 / 12) + 1 - (1 / 12.0) + 2 - (4 / 12.0))]
    public void Minimum_counts_a_direction_until_it_costs_more_than_lambda(double lambda, double expected) =>
        Assert.Equal(expected, AlignmentLoss.Minimum([0, 0.5, 1, 2], 4, lambda), 12);

    [Fact]
    public void Minimum_of_more_outputs_than_functions_pays_lambda_for_the_rest() => Assert.Equal(0.3, AlignmentLoss.Minimum([0], 4, 0.1), 12);

    private static Tensor Of(double[][] rows) => Tensor.From(rows.SelectMany(r => r).ToArray(), rows.Length, Dim);

    private static double Dot(double[] x, double[] y) => x.Zip(y, (p, q) => p * q).Sum();

    private static (double[][] First, double[][] Second) Views()
    {
        var random = new Random(5);
        double[][] Draw() => [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Dim).Select(_ => (2 * random.NextDouble()) - 0.8).ToArray())];
        return (Draw(), Draw());
    }
}
