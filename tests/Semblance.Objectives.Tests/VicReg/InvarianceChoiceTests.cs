using Semblance.Errors;
using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.VicReg;

public sealed class InvarianceChoiceTests
{
    private static readonly double[] Spectrum = [0.9, 0.5, 0.5, 0.2, -0.1];

    [Fact]
    public void A_direction_falls_when_the_ratio_reaches_one_over_its_distance()
    {
        var options = new VicRegOptions { Variance = 2, Covariance = 1 };
        Assert.Equal(2 / 0.8, InvarianceChoice.Dropping(Spectrum, 3, 5, options), 1e-14);
        Assert.Equal(double.PositiveInfinity, InvarianceChoice.Dropping([1.0], 0, 1, options));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    [InlineData(25, 1)]
    public void Weights_on_both_sides_of_the_answer_differ_by_that_direction(double variance, double covariance)
    {
        var options = new VicRegOptions { Variance = variance, Covariance = covariance, VarianceForm = "squared" };
        foreach (var rank in new[] { 1, 3, 4, 5 })
        {
            var range = InvarianceChoice.ForRank(Spectrum, rank, 5, options);
            Assert.Equal(rank, VicRegFilter.Of(options with { Invariance = (range.Lowest * 0.999) + (range.Highest * 0.001) }).Apply(Spectrum, 5).Rank);
            Assert.Equal(rank, VicRegFilter.Of(options with { Invariance = (range.Lowest * 0.001) + (range.Highest * 0.999) }).Apply(Spectrum, 5).Rank);
            Assert.True(VicRegFilter.Of(options with { Invariance = range.Highest * 1.0001 }).Apply(Spectrum, 5).Rank < rank);
        }
    }

    [Fact]
    public void Impossible_wishes_are_named()
    {
        var options = new VicRegOptions();
        Assert.Equal(
            "no invariance weight keeps exactly 2 directions - directions 2 and 3 both have correlation 0.5 - ask for a rank beside the tie",
            Assert.Throws<RequestException>(() => InvarianceChoice.ForRank(Spectrum, 2, 5, options)).Message);
        Assert.Equal("no such rank of the embedding - got 6 - give 1 to 5", Assert.Throws<RequestException>(() => InvarianceChoice.ForRank(Spectrum, 6, 8, options)).Message);
        Assert.Equal("no such direction in the embedding - got 3 - give 0 to 2", Assert.Throws<RequestException>(() => InvarianceChoice.Dropping(Spectrum, 3, 3, options)).Message);
        Assert.Equal(
            "without variance term nothing is kept at any invariance - variance is 0 - give variance > 0",
            Assert.Throws<RequestException>(() => InvarianceChoice.Dropping(Spectrum, 0, 3, options with { Variance = 0 })).Message);
    }

    [Theory]
    [InlineData(2, 1, 0.05)]
    [InlineData(2, 1, 0.6)]
    [InlineData(2, 3, 0.3)]
    [InlineData(5, 1, 0.3)]
    public void Weight_decay_shifts_the_values(double variance, double covariance, double decay)
    {
        const int Directions = 6;
        const int Dim = 4;
        var spectrum = Descent.Spectrum(Directions, 12);
        var random = new Random(12);
        using var scope = new TensorScope();
        var root = Tensor.From([.. Enumerable.Range(0, Directions * Directions).Select(_ => Sample.Normal(random))], Directions, Directions);
        var penalty = root.MatMul(root.Transpose());
        var filter = new SquaredVicRegFilter(0.7, variance, covariance);
        var distances = Tensor.From([.. spectrum.Select(rho => 1 - rho)], Directions, 1) * Tensor.Eye(Directions, ElementType.Float64);
        var shifted = Tensor.Eye(Directions, ElementType.Float64) - (distances * (0.7 / variance)) - (penalty * (decay * Dim / (2 * variance)));
        double[] values = [.. shifted.EigenSymmetric().Values.ToArray<double>().Reverse()];
        var found = filter.Penalised(values, Dim);
        if (variance == 2 * covariance)
        {
            Assert.Equal(variance * (1 - (values.Take(Dim).Sum(v => v > 0 ? v * v : 0) / Dim)), found.Loss, 1e-13);
        }

        double[] start = [.. Enumerable.Range(0, Directions * Dim).Select(_ => 0.5 * Sample.Normal(random))];
        var least = Descent.Minimise(
            x =>
            {
                using var inner = new TensorScope();
                var (value, slope) = Descent.Loss(filter, spectrum, Dim, x);
                var map = Tensor.From(x, Directions, Dim);
                var pushed = penalty.MatMul(map);
                return (value + (decay * (pushed * map).Sum().Item()), [.. slope.Zip(pushed.ToArray<double>(), (a, b) => a + (2 * decay * b))]);
            },
            start,
            3000);
        Assert.InRange(least - found.Loss, -1e-10, 1e-10);
    }
}
