using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>Tries to beat a closed form by gradient descent on the literal loss.</summary>
/// <remarks>In canonical coordinates V [directions, dim] the moments of the embedding are V'V and V' diag(rho) V, so that a step costs
/// O(directions dim^2) whatever the number of rows.</remarks>
internal static class Descent
{
    internal static DescentCheck Run(ISpectralFilter filter, double[] spectrum, Matrix solution, double formula, int starts, long seed)
    {
        var (best, iterations) = (double.PositiveInfinity, 0);
        using var rng = new Tensors.Rng(seed);
        for (var k = 0; k <= starts; k++)
        {
            var found = From(filter, spectrum, solution.Columns, Start(solution, rng, isBeside: k == 0));
            best = Math.Min(best, found.Value);
            iterations += found.Iterations;
        }

        return new DescentCheck(best, (best - formula) / Math.Max(1, Math.Abs(formula)), starts, iterations);
    }

    private static double[] Start(Matrix solution, Rng rng, bool isBeside)
    {
        using var scope = new TensorScope();
        var noise = Tensor.RandomNormal(rng, [solution.Rows, solution.Columns], ElementType.Float64);
        var start = isBeside ? solution.ToTensor() + (noise * 0.01) : noise * (1 / Math.Sqrt(solution.Rows));
        return start.ToArray<double>();
    }

    private static Minimum From(ISpectralFilter filter, double[] spectrum, int dim, double[] start)
    {
        var solver = new Lbfgs { MaxIterations = 5000, GradientTolerance = 1e-11, ValueTolerance = 0 };
        return solver.Minimise(Evaluate, start);

        double Evaluate(double[] point, double[] gradient)
        {
            using var scope = new TensorScope();
            var v = Tensor.From(point, spectrum.Length, dim);
            v.RequiresGradient = true;
            var loss = filter.Loss(v.Transpose().MatMul(v), v.Transpose().MatMul(v * Tensor.From(spectrum, spectrum.Length, 1)));
            Gradients.Of(loss, [v])[0].ToArray<double>().CopyTo(gradient, 0);
            return loss.Item();
        }
    }
}
