using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

public sealed class GrassmannFlowTests
{
    private static readonly double[] Golden = [1, .7, .4, .2, 0, -.3];

    // The paper specification's experiment E3 in kind: an indefinite C, five outputs, a random frame.
    private static readonly double[] Indefinite = [.3725, .3296, .2251, .1869, .1295, .11, .09, .07, .05, .03, .02, .01, .005, .001, 0, -.001, -.003, -.006, -.01, -.0456];

    internal static double[,] GoldenFrame { get; } = Table(6, 2, (i, j) => (j == 1 && i % 2 == 1 ? -1 : 1) / Math.Sqrt(6));

    private static GrassmannFlow GoldenFlow => new(Golden, Matrix(T(GoldenFrame)));

    private static (GrassmannFlow Flow, Matrix Vectors) Of(double[,] form, double[,] frame)
    {
        var modes = ModeCoordinates.Of(Matrix(form));
        return (new GrassmannFlow(modes.Spectrum, modes.Start(Matrix(T(frame)))), modes.Vectors);
    }

    private static double[,] Of(Matrix matrix) => Plain.Of(matrix);

    private static double[,] Oja(double[,] a, double[,] q)
    {
        var drive = Mul(a, q);
        return Add(drive, Mul(q, T(q), drive), -1);
    }

    [Theory]
    [InlineData(.5, .3820399358, -1.2675945257, .6169910981, .6961221495, .6652409558, .2096679622, .2447284711, .0942098883, .0900305732)]
    [InlineData(1, .2715825869, -1.5598741301, .3735763985, .9016859427, .8668133322, .0817991032, .1173104278, .0165149541, .0158762400)]
    [InlineData(2, .0899475338, -1.6854520088, .1357293581, .9915075301, .9816903928, .0081598562, .0179802867, .0003326137, .0003293204)]
    [InlineData(5, .0024787369, -1.6999736104, .0067379980, .9999938538, .9999546001, .0000061442, .0000453979, 2.1e-9, 2.1e-9)]
    public void Golden_vector_G1_to_ten_digits(double time, double corner, double loss, double angle, params double[] diagonal)
    {
        var flow = GoldenFlow;
        var projector = flow.Projector(time);
        var digits = time == 5 ? 6e-11 : 5.1e-11;
        for (var i = 0; i < 6; i++) Assert.Equal(diagonal[i], projector[i, i], digits);
        Assert.Equal(corner, projector[0, 2], digits);
        Assert.Equal(loss, flow.Loss(time), digits);
        Assert.Equal(angle, flow.PrincipalAngles(time)[0], digits);
        Assert.True(Gap(Of(projector), Of(GrassmannFlow.General(Golden, Matrix(T(GoldenFrame)), time))) < 1e-12);
        Assert.True(Gap(Of(projector), Of(flow.Semigroup(time, 4))) < 1e-13);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(2)]
    [InlineData(10)]
    public void Closed_form_equals_Runge_Kutta_on_an_indefinite_matrix(double time)
    {
        var (form, _) = Symmetric(Indefinite, 3);
        var start = Orthonormal(Normal(20, 5, 4));
        var (flow, vectors) = Of(form, start);
        var frame = Rk4(q => Oja(Add(form, form), q), start, time, 400);
        var closed = Mul(Plain.Of(vectors), Of(flow.Projector(time)), T(Plain.Of(vectors)));
        Assert.True(Gap(Mul(frame, T(frame)), closed) < 1e-10);
    }

    [Fact]
    public void Graph_form_is_right_at_50_and_800_where_the_literal_formula_is_not()
    {
        var start = Matrix(T(Orthonormal(Normal(20, 5, 4))));
        var flow = new GrassmannFlow(Indefinite, start);

        // Eigenvalues of A up to 0.745: the literal formula solves with numbers from e^(2 0.26 50) to e^(2 0.745 50).
        Assert.True(Gap(Of(flow.Projector(50)), Of(flow.Semigroup(50, 40))) < 1e-12);
        Assert.True(Literal(50) is not < 1e-3);
        Assert.True(Gap(Of(flow.Projector(800)), Of(flow.Semigroup(800, 640))) < 1e-12);
        Assert.True(Literal(20) < 1e-6);

        double Literal(double time)
        {
            try
            {
                return Gap(Of(flow.Projector(time)), Of(GrassmannFlow.General(Indefinite, start, time)));
            }
            catch (TorchException)
            {
                return double.PositiveInfinity;
            }
        }
    }

    [Fact]
    public void General_formula_holds_for_a_frame_that_is_not_orthonormal()
    {
        var (form, basis) = Symmetric(Indefinite, 3);
        var start = Normal(20, 3, 8, .4);
        var frame = Rk4(q => Oja(Add(form, form), q), start, 4, 400);
        var projector = Mul(basis, Of(GrassmannFlow.General(Indefinite, Matrix(Mul(T(start), basis)), 4)), T(basis));
        Assert.True(Gap(Mul(frame, T(frame)), projector) < 1e-9);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(3)]
    [InlineData(200)]
    public void A_shadow_of_an_orthonormal_frame_follows_the_same_law_in_fewer_coordinates(double time)
    {
        double[] spectrum = [.9, .5, .3, 0, 0, 0, -.2];
        var whole = T(Orthonormal(Normal(7, 3, 5)));
        int[] seen = [0, 1, 2, 6];
        var part = Table(3, 4, (i, j) => whole[i, seen[j]]);
        var shadow = Of(new GrassmannFlow([.. seen.Select(j => spectrum[j])], Matrix(part)).Projector(time));
        var full = Of(new GrassmannFlow(spectrum, Matrix(whole)).Projector(time));
        Assert.True(Gap(shadow, Table(4, 4, (i, j) => full[seen[i], seen[j]])) < 1e-12);
    }

    [Fact]
    public void Exact_discrete_law_equals_steps_with_qr()
    {
        var (form, _) = Symmetric(Indefinite, 3);
        var start = Orthonormal(Normal(20, 5, 4));
        foreach (var rate in new[] { .05, 1.3, 40 })
        {
            var (flow, vectors) = Of(form, start);
            var frame = start;
            for (var m = 1; m <= 100; m++)
            {
                frame = Orthonormal(Add(frame, Mul(form, frame), 2 * rate));
                if (m is not (1 or 7 or 100)) continue;
                Assert.True(Gap(Mul(frame, T(frame)), Mul(Plain.Of(vectors), Of(flow.Discrete(rate, m)), T(Plain.Of(vectors)))) < 1e-13, $"rate {rate}, step {m}");
            }
        }
    }

    [Fact]
    public void Golden_vector_G2_discrete_steps_with_qr()
    {
        double[] expected = [.8713376638, .8470710436, .1059343182, .1350484473, .0227280181, .0178805092];
        Assert.True(Gap(expected, GoldenFlow.Discrete(.1, 10).Diagonal()) < 5.1e-11);
    }

    [Fact]
    public void Captures_add_up_to_dim_and_loss_never_rises()
    {
        var flow = new GrassmannFlow(Indefinite, Matrix(T(Orthonormal(Normal(20, 5, 4)))));
        var last = double.PositiveInfinity;
        for (var time = 0.0; time < 500; time = (time * 1.5) + .1)
        {
            Assert.Equal(5, flow.Captures(time).Sum(), 1e-12);
            Assert.True(flow.Loss(time) <= last + 1e-14);
            last = flow.Loss(time);
        }

        Assert.Equal([1, 1, 1, 1, 1], flow.Captures(double.PositiveInfinity)[..5], (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(2 * (.1295 - .11), flow.ConvergenceRate, 1e-15);
    }

    [Fact]
    public void Half_times_are_the_first_crossings_of_a_fine_grid()
    {
        var flow = new GrassmannFlow(Indefinite, Matrix(T(Orthonormal(Normal(20, 5, 4)))));
        var halves = flow.HalfTimes();
        for (var mode = 0; mode < 5; mode++)
        {
            var crossing = Enumerable.Range(0, 40_000).Select(i => i * .01).First(t => flow.Captures(t)[mode] >= .5);
            Assert.InRange(halves[mode], Math.Max(crossing - .01, 0), crossing);
        }

        Assert.All(halves[5..], h => Assert.True(double.IsPositiveInfinity(h)));
    }

    [Theory]
    [InlineData(.9, true)]
    [InlineData(1.1, false)]
    public void Largest_stable_step_separates_convergence_from_divergence(double factor, bool stable)
    {
        var flow = GoldenFlow;
        var (form, q) = (Diagonal(Golden), GoldenFrame);
        for (var i = 0; i < 600; i++) q = Orthonormal(Add(q, Oja(Add(form, form), q), factor * flow.LargestStableStep));
        Assert.Equal(stable, Gap(Mul(q, T(q)), Diagonal(1, 1, 0, 0, 0, 0)) < 1e-9);
    }

    [Fact]
    public void A_step_that_erases_a_needed_direction_is_refused()
    {
        var e = Assert.Throws<RequestException>(() => new GrassmannFlow([1, -1], Matrix(Eye(2))).Discrete(.5, 3));
        Assert.Equal("this learning rate erases a direction that the frame cannot do without - 1 + rate * eigenvalue is 0 for a learning rate of 0.5 - change it a little", e.Message);
    }

    [Fact]
    public void Frames_that_are_too_long_are_refused()
    {
        var e = Assert.Throws<RequestException>(() => new GrassmannFlow([1, .5], new Matrix(1, 2, [2, 0])));
        Assert.Equal("an orthonormal flow starts from an orthonormal frame - the longest row has length 2 - orthonormalise the initial weights", e.Message);
    }

    [Fact]
    public void Weights_without_a_column_for_each_mode_are_refused()
    {
        var e = Assert.Throws<RequestException>(() => new OrthonormalFlow().Variances([1, .5], new Matrix(1, 3), 1));
        Assert.Equal("initial weights have one column a mode - weights [1, 3], 2 modes - multiply the weights [dim, d] with the eigenvectors [d, modes]", e.Message);
    }
}
