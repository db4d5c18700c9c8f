using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class VicRegMinibatchTests
{
    [Fact]
    public void Two_perfect_directions_in_batches_of_sixteen()
    {
        var found = Optima.Create("vicreg-minibatch", [new("invariance", "1"), new("variance", "2"), new("covariance", "1"), new("batch", "16")]).Filter.Apply([1, 1], 2);
        Assert.All(found.Variances, s => Assert.Equal(1 / 1.2, s, 1e-14));
    }

    [Theory]
    [InlineData(1.0, 1.0, 16)]
    [InlineData(1.0, 2.5, 16)]
    [InlineData(2.0, 0.5, 8)]
    public void Descent_never_finds_less_and_finds_as_much(double alpha, double beta, int batch)
    {
        var spectrum = Descent.Spectrum(7, 3);
        var filter = new SquaredVicRegFilter(0.4 * 5, alpha * 5, beta * 5 / 2, batch - 1);
        var found = filter.Apply(spectrum, 5);
        Assert.Equal(found.Loss, Descent.Loss(filter, spectrum, 5, Descent.Construct(found, 5)).Value, 1e-12);
        Assert.InRange(Descent.Of(filter, spectrum, 5) - found.Loss, -1e-10, 1e-10);
    }

    [Fact]
    public void Expected_loss_is_the_mean_over_Gaussian_batches()
    {
        // Two correlated dimensions without a second view's difference: only the covariance terms are noisy.
        const int Batch = 6;
        var random = new Random(8);
        double[,] c = { { 1.3, 0.5 }, { 0.5, 0.7 } };
        var (first, second) = (Math.Sqrt(c[0, 0]), Math.Sqrt(c[1, 1] - (c[0, 1] * c[0, 1] / c[0, 0])));
        var losses = new double[100_000];
        for (var trial = 0; trial < losses.Length; trial++)
        {
            var rows = Sample.Table(Batch, 2, (_, _) => Sample.Normal(random));
            foreach (var row in rows) (row[0], row[1]) = (first * row[0], (c[0, 1] / first * row[0]) + (second * row[1]));
            double Moment(int j, int k) => rows.Sum(r => (r[j] - rows.Average(q => q[j])) * (r[k] - rows.Average(q => q[k]))) / (Batch - 1);
            losses[trial] = (3 * (Math.Pow(1 - Moment(0, 0), 2) + Math.Pow(1 - Moment(1, 1), 2)) / 2) + (2 * 2 * Math.Pow(Moment(0, 1), 2));
        }

        using var scope = new Tensors.TensorScope();
        var total = Tensors.Tensor.From([1.3, 0.5, 0.5, 0.7], 2, 2);
        var expected = new SquaredVicRegFilter(9, 3, 2, Batch - 1).Loss(total, total).Item();
        var error = Math.Sqrt((losses.Average(x => x * x) - Math.Pow(losses.Average(), 2)) / losses.Length);
        Assert.InRange((losses.Average() - expected) / error, -4, 4);
    }
}
