using Semblance.Objectives.Dynamics;
using Semblance.Tensors;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class TwoLayerLinearFlowTests
{
    private const int Inputs = 12;
    private const int Outputs = 3;

    private static readonly double[] Spectrum = [1, .8, .6, .45, .3, .2, .1, .05, 0, -.1, -.2, -.3];

    /// <summary>Two orthonormal layers of a width with a prescribed end-to-end map of given singular values.</summary>
    private static (double[,] First, double[,] Second, double[,] Map) Layers(int width, double[] singular)
    {
        // First is the first columns of a random orthonormal frame; second is its part Q plus a part beside it.
        var frame = Orthonormal(Normal(width, Inputs + Outputs, width));
        var left = Orthonormal(Normal(Inputs, Outputs, 5));
        var map = Mul(left, Diagonal(singular));
        var beside = Diagonal([.. singular.Select(s => Math.Sqrt(1 - (s * s)))]);
        var first = Table(width, Inputs, (i, j) => frame[i, j]);
        var second = Add(Mul(first, map), Mul(Table(width, Outputs, (i, j) => frame[i, Inputs + j]), beside));
        return (first, second, map);
    }

    private static double[,] Train(int width, double[] singular, double rate, int steps)
    {
        using var scope = new TensorScope();
        var (a, b, _) = Layers(width, singular);
        var form = Matrix(Diagonal(Spectrum)).ToTensor();
        var (first, second) = (Matrix(a).ToTensor(), Matrix(b).ToTensor());
        for (var i = 0; i < steps; i++)
        {
            using var step = new TensorScope();
            var map = first.Transpose().MatMul(second);
            var drive = form.MatMul(map);
            var down = Stiefel.Horizontal(first, second.MatMul(drive.Transpose())) * (2 * rate);
            var up = Stiefel.Horizontal(second, first.MatMul(drive)) * (2 * rate);
            var next = (Stiefel.Retract(first, down, Retraction.Qr), Stiefel.Retract(second, up, Retraction.Qr));
            (first, second) = (step.Return(next.Item1), step.Return(next.Item2));
        }

        var end = Of(Numerics.Matrix.From(first.Transpose().MatMul(second)));
        return Mul(end, T(end));
    }

    private static double[,] Exact(double[] singular, double time)
    {
        var weights = Of(new TwoLayerLinearFlow(Spectrum, Matrix(T(Layers(24, singular).Map))).Weights([time])[0]);
        return Mul(T(weights), weights);
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(.9, .5, .05)]
    public void Width_does_not_enter(params double[] singular)
    {
        var narrow = Train(24, singular, .02, 100);
        Assert.True(Gap(narrow, Train(60, singular, .02, 100)) < 1e-12);
        Assert.True(Gap(narrow, Train(240, singular, .02, 100)) < 1e-12);
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(.9, .5, .05)]
    public void Descent_on_both_layers_approaches_the_equation_at_order_one(params double[] singular)
    {
        var exact = Exact(singular, 2);
        double Miss(int steps) => Norm(Add(Train(24, singular, 2.0 / steps, steps), exact, -1));
        Assert.InRange(Math.Log2(Miss(100) / Miss(200)), .9, 1.1);
    }

    [Fact]
    public void Integration_equals_classical_Runge_Kutta()
    {
        var start = Layers(24, [.9, .5, .05]).Map;
        var form = Diagonal(Spectrum);
        var end = Rk4(
            q =>
            {
                var drive = Mul(form, q);
                var slope = Add(Add(drive, Mul(drive, T(q), q), -1), Add(drive, Mul(q, T(q), drive), -1));
                return Add(slope, slope);
            },
            start, 3, 3000);
        Assert.True(Gap(Mul(end, T(end)), Exact([.9, .5, .05], 3)) < 1e-10);
    }

    [Fact]
    public void Orthonormal_maps_follow_the_Grassmann_flow()
    {
        var start = T(Layers(24, [1, 1, 1]).Map);
        Assert.True(Gap(Exact([1, 1, 1], 5), Of(new GrassmannFlow(Spectrum, Matrix(start)).Projector(5))) < 1e-9);
    }

    [Fact]
    public void Small_maps_are_learnt_at_the_approximate_half_times()
    {
        var start = Matrix(Table(1, 12, (_, j) => j == 1 ? 1e-4 : 0));
        var flow = new TwoLayerLinearFlow(Spectrum, start);
        var half = flow.ApproximateHalfTimes()[1];
        var square = flow.Weights([half])[0].ColumnSquares()[1];
        Assert.InRange(square, .3, .7);
        Assert.True(double.IsPositiveInfinity(flow.ApproximateHalfTimes()[9]));
    }
}
