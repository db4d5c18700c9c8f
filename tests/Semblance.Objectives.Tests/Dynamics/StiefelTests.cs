using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class StiefelTests
{
    public static TheoryData<Retraction> Ways => [Retraction.Qr, Retraction.Polar, Retraction.Cayley];

    private static readonly double[,] Point = Orthonormal(Normal(9, 4, 1));

    private static double[,] Retract(double[,] point, double[,] tangent, Retraction way)
    {
        using var scope = new TensorScope();
        return Of(Numerics.Matrix.From(Stiefel.Retract(Matrix(point).ToTensor(), Matrix(tangent).ToTensor(), way)));
    }

    private static double[,] Tangent(double[,] point, double[,] gradient)
    {
        using var scope = new TensorScope();
        return Of(Numerics.Matrix.From(Stiefel.Tangent(Matrix(point).ToTensor(), Matrix(gradient).ToTensor())));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Frames_stay_orthonormal_over_many_large_steps(Retraction way)
    {
        var q = Point;
        for (var i = 0; i < 100; i++) q = Retract(q, Tangent(q, Normal(9, 4, i, 2)), way);
        Assert.True(Gap(Mul(T(q), q), Eye(4)) < 2e-13);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Agrees_with_the_step_to_first_order(Retraction way)
    {
        var tangent = Tangent(Point, Normal(9, 4, 2));
        Assert.True(Gap(Add(Mul(T(Point), tangent), Mul(T(tangent), Point)), Add(Eye(4), Eye(4), -1)) < 1e-14, "tangents keep Q'Q to first order");
        double Miss(double step) => Norm(Add(Retract(Point, Add(Add(tangent, tangent, -1), tangent, step), way), Add(Point, tangent, step), -1));

        // What is missing is of second order: a tenth of the step leaves a hundredth.
        Assert.InRange(Miss(1e-2) / Miss(1e-3), 90, 110);
        Assert.True(Miss(1e-8) < 1e-14);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_step_of_nothing_stays(Retraction way) => Assert.True(Gap(Point, Retract(Point, new double[9, 4], way)) < 1e-14);

    [Fact]
    public void Cayley_equals_its_definition_with_full_matrices()
    {
        var tangent = Tangent(Point, Normal(9, 4, 3, .3));
        var half = Add(tangent, Mul(Point, T(Point), tangent), -.5);
        var skew = Add(Mul(half, T(Point)), Mul(Point, T(half)), -1);
        var q = Retract(Point, tangent, Retraction.Cayley);
        Assert.True(Gap(Add(q, Mul(skew, q), -.5), Add(Point, Mul(skew, Point), .5)) < 1e-14);
    }

    [Fact]
    public void A_geodesic_turns_the_span_by_the_singular_values_of_the_step_and_passes_its_own_middle()
    {
        using var scope = new TensorScope();
        var q = Matrix(Point).ToTensor();
        var step = Stiefel.Horizontal(q, Matrix(Normal(9, 4, 3, .3)).ToTensor());
        var (half, end) = (Stiefel.Geodesic(q, step * 0.5), Stiefel.Geodesic(q, step));
        var angles = Numerics.Matrix.From(q.Transpose().MatMul(end)).SingularValues().Select(Math.Acos).OrderDescending().ToArray();
        Assert.True(Gap(Numerics.Matrix.From(step).SingularValues(), angles) < 1e-12);
        Assert.True(Gap(Mul(T(Of(Numerics.Matrix.From(end))), Of(Numerics.Matrix.From(end))), Eye(4)) < 1e-14);

        // From the middle the way back and the way on mirror each other.
        var (back, on) = (Numerics.Matrix.From(half.Transpose().MatMul(q)).SingularValues(), Numerics.Matrix.From(half.Transpose().MatMul(end)).SingularValues());
        Assert.True(Gap(back, on) < 1e-12);
    }

    [Fact]
    public void Polar_is_the_nearest_frame()
    {
        var moved = Add(Point, Tangent(Point, Normal(9, 4, 3, .3)));
        var nearest = Retract(Point, Add(moved, Point, -1), Retraction.Polar);
        var overlap = Mul(T(nearest), moved);
        Assert.True(Gap(overlap, T(overlap)) < 1e-14);
        Assert.True(Eigenvalues(overlap)[^1] > 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var other = Retract(nearest, Tangent(nearest, Normal(9, 4, seed, .05)), Retraction.Qr);
            Assert.True(Norm(Add(other, moved, -1)) > Norm(Add(nearest, moved, -1)));
        }
    }

    [Theory]
    [InlineData(Retraction.Qr, .9059342633, .8695131499, .0806353546, .1177274359, .0134303820, .0127594142)]
    [InlineData(Retraction.Cayley, .9062234822, .8698005454, .0804160926, .1175001565, .0133604252, .0126992982)]
    public void Golden_vector_G2(Retraction way, params double[] expected)
    {
        var q = GrassmannFlowTests.GoldenFrame;
        for (var i = 0; i < 10; i++)
        {
            var drive = Mul(Diagonal(2, 1.4, .8, .4, 0, -.6), q);
            q = Retract(q, Add(new double[6, 2], Add(drive, Mul(q, T(q), drive), -1), .1), way);
        }

        Assert.True(Gap(expected, Diag(Mul(q, T(q)))) < 5.1e-11);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Descent_approaches_the_exact_flow_at_order_one(Retraction way)
    {
        var values = Enumerable.Range(0, 9).Select(i => .5 - (.08 * i)).ToArray();
        var exact = Of(new GrassmannFlow(values, Matrix(T(Point))).Projector(4));
        double Miss(int steps)
        {
            var q = Point;
            for (var i = 0; i < steps; i++)
            {
                var drive = Mul(Diagonal(values), q);
                q = Retract(q, Add(new double[9, 4], Add(drive, Mul(q, T(q), drive), -1), 2 * 4.0 / steps), way);
            }

            return Norm(Add(Mul(q, T(q)), exact, -1));
        }

        Assert.InRange(Math.Log2(Miss(160) / Miss(320)), .9, 1.1);
    }

    [Fact]
    public void Horizontal_steps_do_not_turn_the_frame_within_its_span()
    {
        using var scope = new TensorScope();
        var step = Of(Numerics.Matrix.From(Stiefel.Horizontal(Matrix(Point).ToTensor(), Matrix(Normal(9, 4, 5)).ToTensor())));
        Assert.True(Gap(Mul(T(Point), step), new double[4, 4]) < 1e-14);
    }

    [Fact]
    public void Single_precision_frames_stay_single_precision()
    {
        using var scope = new TensorScope();
        var point = Matrix(Point).ToTensor().To(ElementType.Float32);
        foreach (var way in Enum.GetValues<Retraction>())
        {
            var next = Stiefel.Retract(point, Stiefel.Horizontal(point, Tensor.Ones([9, 4])), way);
            Assert.Equal(ElementType.Float32, next.ElementType);
            Assert.True((next.Transpose().MatMul(next) - Tensor.Eye(4)).Abs().Max().Item() < 1e-6);
        }
    }

    [Fact]
    public void A_frame_wider_than_long_is_refused()
    {
        using var scope = new TensorScope();
        var e = Assert.Throws<RequestException>(() => Stiefel.Tangent(Tensor.Zeros([2, 5]), Tensor.Zeros([2, 5])));
        Assert.Equal("a frame and its step are two matrices [d, k] with d >= k - got float32 [2, 5] and float32 [2, 5] - transpose a weight [out, in] with orthonormal rows", e.Message);
    }
}
