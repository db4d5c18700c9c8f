using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral.Solving;

/// <summary>The loss face and the optimum face of a method belong together: a linear encoder trained with the one ends at the other.</summary>
public sealed class TrainedToOptimumTests
{
    private const int Rows = 3000, Dim = 6, Embedding = 4;

    [Theory]
    [InlineData("spectral", "", 2e-3)]
    [InlineData("vicreg", "variance-form=squared;variance=2;covariance=1;invariance=0.5", 2e-3)]
    [InlineData("vicreg", "", 5e-3)]
    [InlineData("barlow-twins", "off-diagonal=0.1", 1e-6)]
    public void Linear_encoder_trained_by_the_objective_reaches_the_closed_form(string name, string options, double tolerance)
    {
        // n - 1 for n, the 1e-4 under the root and pairs of one row are the only differences left, all of order 1 / n.
        var set = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(o => KeyValuePair.Create(o.Split('=')[0], o.Split('=')[1])).ToArray();
        var views = Symmetric(Instances.Views(Rows / 2, Dim, 2, 11));
        var solution = LinearSolver.Solve(Instances.Moments(views), Optima.Create(name, set), new SolveOptions { Dim = Embedding });
        using var objective = Methods.Create(name, set, new ObjectiveContext(Embedding, 0, null));
        var start = Array.ConvertAll(Instances.Views(Dim, Embedding, 1, 3)[0].Values, v => v * 0.05);
        var best = new Lbfgs { MaxIterations = 3000, GradientTolerance = 1e-9, ValueTolerance = 0 }.Minimise(Loss, start);
        var scale = Math.Max(1, Math.Abs(solution.Filter.Loss));
        Assert.InRange((best.Value - solution.Filter.Loss) / scale, -tolerance, tolerance);

        // And the solution is as good a place for the training loss.
        Assert.InRange((Loss(solution.Encoder!.Weight.Values, new double[Dim * Embedding]) - best.Value) / scale, -1e-9, tolerance);

        double Loss(double[] point, double[] gradient)
        {
            using var scope = new TensorScope();
            var weight = Tensor.From(point, Dim, Embedding);
            weight.RequiresGradient = true;
            var terms = objective.Terms(new ViewEmbeddings([.. views.Select(v => v.ToTensor().MatMul(weight))], null, null));
            Gradients.Of(terms.Total, [weight])[0].ToArray<double>().CopyTo(gradient, 0);
            return terms.Total.Item();
        }
    }

    /// <summary>Every pair in both orders, so that both branches have the moments of all views.</summary>
    private static Matrix[] Symmetric(Matrix[] views) =>
        [LinearSolverTests.Stacked([views[0], views[1]]), LinearSolverTests.Stacked([views[1], views[0]])];
}
