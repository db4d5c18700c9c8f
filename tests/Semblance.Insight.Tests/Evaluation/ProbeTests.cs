using Semblance.Insight.Evaluation;
using Semblance.Numerics;
using Semblance.Pairs.Neighbours;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class ProbeTests
{
    [Fact]
    public void Logistic_regression_has_scikit_learns_coefficients()
    {
        using var scope = new TensorScope();
        var (train, test) = Golden.Sets();
        var (x, y) = (train.ToTensor().To(ElementType.Float64), Golden.Classified(train));
        var solver = new Lbfgs { MaxIterations = 5000, GradientTolerance = 1e-10, ValueTolerance = 0 };
        foreach (var golden in Golden.Results["logistic"]!.AsArray())
        {
            var fit = LogisticRegression.Fit(x, y, Golden.Classes, (double)golden!["l2"]!, solver);
            double[] expected = [.. Golden.Numbers(golden["weight"]), .. Golden.Numbers(golden["intercept"])];
            Assert.All(expected.Zip(fit.Point), p => Assert.Equal(p.First, p.Second, 2e-5));
            Assert.Equal(Golden.Integers(golden["predicted"]), LogisticRegression.Predict(test.ToTensor().To(ElementType.Float64), fit.Point, Golden.Classes));
        }
    }

    [Fact]
    public void Single_precision_finds_the_same_minimum_and_a_warm_start_is_quicker()
    {
        using var scope = new TensorScope();
        var train = Golden.Sets().Train;
        var y = Golden.Classified(train);
        var solver = new Lbfgs { GradientTolerance = 1e-5, ValueTolerance = 1e-7 };
        var wide = LogisticRegression.Fit(train.ToTensor().To(ElementType.Float64), y, Golden.Classes, 0.01, new Lbfgs { GradientTolerance = 1e-9, ValueTolerance = 0 });
        var single = LogisticRegression.Fit(train.ToTensor(), y, Golden.Classes, 0.01, solver);
        Assert.Equal(wide.Value, single.Value, 1e-6);
        Assert.InRange(LogisticRegression.Fit(train.ToTensor(), y, Golden.Classes, 0.01, solver, wide.Point).Iterations, 0, 2);
    }

    [Fact]
    public void The_gradient_of_the_logistic_loss_is_that_of_finite_differences()
    {
        using var scope = new TensorScope();
        var train = Golden.Sets().Train;
        var start = Synthetic.Normal(Golden.Classes * (train.Dim + 1), 4);
        var problem = LogisticRegression.Of(train.ToTensor().To(ElementType.Float64), Golden.Classified(train), Golden.Classes);
        var (g, unused) = (new double[start.Length], new double[start.Length]);
        _ = problem.Evaluate(start, g, 0.3);
        for (var i = 0; i < start.Length; i++)
        {
            double At(double step) => problem.Evaluate([.. start.Select((v, j) => i == j ? v + step : v)], unused, 0.3);
            Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, g[i], 1e-8);
        }
    }

    [Fact]
    public void Votes_of_neighbours_are_scikit_learns()
    {
        var (train, test) = Golden.Sets();
        foreach (var golden in Golden.Results["knn"]!.AsArray())
        {
            var table = NearestNeighbours.Search(train.Values, test.Values, train.Dim, (int)golden!["k"]!, Metric.Cosine);
            Assert.Equal(Golden.Integers(golden["predicted"]), KnnProbe.Vote(table, Golden.Classified(train), Golden.Classes, (double)golden["temperature"]!));
        }
    }

    [Fact]
    public void Equal_votes_go_to_the_lower_class() =>
        Assert.Equal([1], KnnProbe.Vote(new NeighbourTable([0, 1, 2], [0.5f, 0.5f, 0.1f], 1, 3), [2, 1, 0], 3, 0.05));

    [Fact]
    public void A_tiny_temperature_leaves_the_nearest_neighbour_alone_to_vote() =>
        Assert.Equal([2], KnnProbe.Vote(new NeighbourTable([0, 1, 2], [0.9f, 0.89f, 0.89f], 1, 3), [2, 1, 1], 3, 1e-6));

    [Fact]
    public void Ridge_regression_predicts_as_scikit_learn_does()
    {
        using var scope = new TensorScope();
        var (train, test) = Golden.Sets();
        foreach (var golden in Golden.Results["ridge"]!.AsArray())
        {
            var found = RidgeModel.Fit(train).Predict(test, (double)golden!["l2"]!);
            Assert.All(Golden.Numbers(golden["predicted"]).Zip(found), p => Assert.Equal(p.First, p.Second, 1e-8));
            Assert.Equal((double)golden["r2"]!, Enumerable.Range(0, 2).Average(t => RidgeProbe.R2(found, test.Targets!, 2, t, null)), 1e-9);
        }
    }

    [Fact]
    public void The_hand_written_gradient_of_the_mlp_is_that_of_autograd()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        var (x, y) = (Tensor.RandomNormal(rng, [6, 5]), Tensor.From([0L, 1, 2, 2, 1, 0], 6).OneHot(3).To(ElementType.Float32));
        var network = new MlpNetwork(rng, 5, 8, 3, new EvaluationOptions());
        foreach (var parameter in network.Parameters) parameter.RequiresGradient = true;
        var expected = Gradients.Of(-(network.Logits(x).LogSoftmax(1) * y).Sum() * (1.0 / 6), network.Parameters);
        using var silent = new NoGradient();
        var found = network.Gradient(x, y);
        for (var i = 0; i < 4; i++) Assert.All(expected[i].ToArray<float>().Zip(found[i].ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
    }
}
