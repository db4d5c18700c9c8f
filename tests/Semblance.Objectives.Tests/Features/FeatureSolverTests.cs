using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Features;

public sealed class FeatureSolverTests
{
    private const int Class = 1, Subclass = 2;

    private static (FeatureMoments Moments, SyntheticViews Drawn, int Dim) Draw(string options, int samples, int views, long seed = 0)
    {
        var model = SyntheticCatalog.Model($"features:{options}");
        var drawn = model.Draw(samples, views, seed);
        var moments = PairMomentsOf.Views([.. drawn.Views], model.Dim, labels: drawn.Factors[0]);
        return (FeatureMoments.Of(moments, new FeatureMomentOptions { IncludesSelf = true }), drawn, model.Dim);
    }

    private static FeatureSolution Solve(FeatureMoments moments, int dim, double weight) => FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = dim, Weight = weight });

    [Fact]
    public void Moments_are_those_of_plain_loops()
    {
        var (moments, drawn, dim) = Draw("dim=9,irrelevant=1x1,mean=0.5,sigma=0.7", 16, 3);
        var (total, views, classes) = (new Matrix(dim, dim), new Matrix(dim, dim), new Matrix(dim, dim));
        var centres = new double[2][];
        for (var c = 0; c < 2; c++) centres[c] = new double[dim];
        for (var i = 0; i < 16; i++)
        {
            for (var v = 0; v < 3; v++)
            {
                for (var w = 0; w < 3; w++) AddOuter(views, drawn.Views[v].AsSpan(i * dim, dim), drawn.Views[w].AsSpan(i * dim, dim), 1.0 / (16 * 9));
                AddOuter(total, drawn.Views[v].AsSpan(i * dim, dim), drawn.Views[v].AsSpan(i * dim, dim), 1.0 / 48);
                for (var k = 0; k < dim; k++) centres[drawn.Factors[0][i]][k] += drawn.Views[v][(i * dim) + k] / 24;
            }
        }

        foreach (var centre in centres) AddOuter(classes, centre, centre, 0.5);
        Near(total, moments.Total, 1e-13);
        Near(views, moments.Views, 1e-13);
        Near(classes, moments.Classes!, 1e-13);
    }

    [Fact]
    public void A_constant_that_is_appended_is_the_constant_of_the_model()
    {
        var (moments, drawn, dim) = Draw("dim=7,irrelevant=1,sigma=0.5", 8, 2);
        double[][] without = [.. drawn.Views.Select(v => Enumerable.Range(0, v.Length).Where(k => k % dim != 0).Select(k => v[k]).ToArray())];
        var appended = FeatureMoments.Of(PairMomentsOf.Views(without, dim - 1, labels: drawn.Factors[0]), new FeatureMomentOptions { IncludesSelf = true, AppendsConstant = true });
        for (var i = 0; i < dim; i++)
        {
            for (var j = 0; j < dim; j++)
            {
                var (a, b) = ((i + dim - 1) % dim, (j + dim - 1) % dim);
                Assert.Equal(moments.Total[i, j], appended.Total[a, b], 1e-13);
                Assert.Equal(moments.Views[i, j], appended.Views[a, b], 1e-13);
                Assert.Equal(moments.Classes![i, j], appended.Classes![a, b], 1e-13);
            }
        }
    }

    [Fact]
    public void The_supervised_optimum_of_least_norm_forgets_the_subclass_exactly()
    {
        var (moments, _, _) = Draw("dim=200,irrelevant=1x1,sigma=0.3,noise=distinct", 32, 3);
        var solution = Solve(moments, 5, 1);
        Assert.Equal(-2, solution.Loss, 1e-10);
        Assert.Equal(-2, FeatureSolver.Loss(solution.Weights, moments, 1), 1e-10);
        Assert.True(solution.Strength(Subclass) < 1e-10);
        Assert.Equal(1 / (1 + (0.09 / 96)), solution.Strength(Class), 1e-9);
        Assert.Equal(2, solution.Rank);
    }

    [Fact]
    public void With_a_mean_the_subclass_is_left_with_the_derived_strength()
    {
        var (moments, _, _) = Draw("dim=200,irrelevant=1x1,mean=1,sigma=0.3,noise=distinct", 32, 3);
        Assert.Equal(9.34869857e-4, Solve(moments, 5, 1).Strength(Subclass), 1e-10);
    }

    [Fact]
    public void Ties_are_broken_by_least_norm_so_that_suppression_is_a_step()
    {
        foreach (var (variance, expected) in new[] { (0.6, 1.247563353), (0.7, 0) })
        {
            var (moments, _, _) = Draw(FormattableString.Invariant($"dim=120,class=0.8,irrelevant={Math.Sqrt(variance)},sigma=0.3,noise=distinct"), 24, 3);
            var solution = Solve(moments, 3, 0);
            Assert.Equal(expected, solution.Strength(Class), 1e-8);
            Assert.Equal(-3, FeatureSolver.Loss(solution.Weights, moments, 0), 1e-8);
        }
    }

    [Theory]
    [InlineData(0, 0, 0.8329266)]
    [InlineData(0.1, 1.6634178, 0.7901836)]
    [InlineData(0.5, 1.6634178, 0.5889681)]
    [InlineData(1, 1.6634178, 0)]
    public void The_joint_optimum_has_class_and_subclass(double weight, double ofClass, double ofSubclass)
    {
        var (moments, _, _) = Draw("dim=200,class=0.6,subclass=1.2,irrelevant=2x1.8973665961010275x1.7888543819998317x1.6733200530681511,sigma=0.3,noise=distinct", 64, 2);
        var solution = Solve(moments, 5, weight);
        Assert.Equal(ofClass, solution.Strength(Class), 1e-6);
        Assert.Equal(ofSubclass, solution.Strength(Subclass), 1e-6);
    }

    [Fact]
    public void Rounding_is_not_learnt_when_there_are_more_dimensions_than_shared_directions()
    {
        var (moments, _, _) = Draw("dim=132,irrelevant=1(128),unique=true,noise=plane,sigma=0.3,class-jitter=0.1", 32, 4);
        var solution = Solve(moments, 128, 0);
        Assert.True(solution.Strength(Class) < 1e-8);
        Assert.Equal(32.0 / 33, solution.Strength(Subclass), 1e-6);
    }

    [Fact]
    public void Descent_ends_above_the_closed_form_and_close_to_it()
    {
        using var rng = new Rng(3);
        var (moments, _, dim) = Draw("dim=12,irrelevant=1x0.8,sigma=1", 64, 4);
        foreach (var weight in new[] { 0, 0.5 })
        {
            var solution = Solve(moments, 4, weight);
            using var scope = new TensorScope();
            var start = Matrix.From(Tensor.RandomNormal(rng, [4, dim], ElementType.Float64) * 0.05);
            var end = FeatureDescent.Run(moments, weight, start, 0.03, 4000);
            var loss = FeatureSolver.Loss(end, moments, weight);
            Assert.True(loss >= solution.Loss - 1e-9);
            Assert.Equal(solution.Loss, loss, 1e-4);
        }
    }

    [Fact]
    public void A_step_of_descent_is_the_gradient_by_finite_differences()
    {
        using var rng = new Rng(4);
        var (moments, _, dim) = Draw("dim=5,irrelevant=1,mean=0.4,sigma=0.5", 16, 2);
        using var scope = new TensorScope();
        var start = Matrix.From(Tensor.RandomNormal(rng, [2, dim], ElementType.Float64));
        var end = FeatureDescent.Run(moments, 0.3, start, 1e-3, 1);
        for (var k = 0; k < start.Values.Length; k++)
        {
            Matrix Moved(double by)
            {
                var copy = new Matrix(2, dim, [.. start.Values]);
                copy.Values[k] += by;
                return copy;
            }

            var slope = (FeatureSolver.Loss(Moved(1e-5), moments, 0.3) - FeatureSolver.Loss(Moved(-1e-5), moments, 0.3)) / 2e-5;
            Assert.Equal(-1e-3 * slope, end.Values[k] - start.Values[k], 1e-9);
        }
    }

    [Fact]
    public void Points_of_a_descent_tell_steps_strengths_and_forces()
    {
        var (moments, _, dim) = Draw("dim=5,irrelevant=1,sigma=0.5", 16, 2);
        var start = new Matrix(1, dim);
        start[0, Class] = 0.1;
        var points = new List<FeatureDescentPoint>();
        FeatureDescent.Run(moments, 1, start, 0.05, 3, points.Add);
        Assert.Equal([0, 1, 2, 3], points.Select(p => p.Step));
        Assert.Equal(0.1, points[0].Strength(Class), 1e-12);
        Assert.True(points[0].Pull > points[0].Push);
        Assert.True(points[3].Strength(Class) > points[2].Strength(Class));
    }

    [Fact]
    public void Wrong_requests_are_refused()
    {
        var (moments, _, dim) = Draw("dim=5,irrelevant=1,sigma=0.5", 8, 2);
        Assert.Contains("needs labels", Assert.Throws<RequestException>(() => Solve(moments with { Classes = null }, 2, 0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("'weight'", Assert.Throws<RequestException>(() => Solve(moments, 2, 1.5)).Message, StringComparison.Ordinal);
        Assert.Contains("do not fit the features", Assert.Throws<RequestException>(() => FeatureDescent.Run(moments, 0, new Matrix(1, dim + 1), 0.1, 1)).Message, StringComparison.Ordinal);
        var far = new Matrix(1, dim, [.. Enumerable.Repeat(10.0, dim)]);
        Assert.Contains("diverged", Assert.Throws<RunException>(() => FeatureDescent.Run(moments, 0, far, 10, 100)).Message, StringComparison.Ordinal);
    }

    private static void AddOuter(Matrix target, ReadOnlySpan<double> left, ReadOnlySpan<double> right, double factor)
    {
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++) target[i, j] += factor * left[i] * right[j];
        }
    }

    private static void Near(Matrix expected, Matrix actual, double tolerance)
    {
        for (var k = 0; k < expected.Values.Length; k++) Assert.Equal(expected.Values[k], actual.Values[k], tolerance);
    }
}
