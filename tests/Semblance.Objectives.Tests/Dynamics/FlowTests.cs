using Semblance.Objectives.Dynamics;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Objectives.VicReg;
using static Semblance.Objectives.Tests.Dynamics.Plain;

namespace Semblance.Objectives.Tests.Dynamics;

/// <summary>What holds for the flow of every method.</summary>
public sealed class FlowTests
{
    private static readonly double[] Spectrum = [.2, .9, -.3, .6, .35, 0];

    private static readonly IFlow[] All =
    [
        new BarlowTwinsFlow(), new BarlowTwinsEquation(), new BarlowTwinsEquation { OffDiagonal = .3, BatchSize = 256 }, new SpectralContrastiveFlow(),
        new VicRegFlow { Invariance = 1.3 }, new InfoNceFlow { Temperature = .7 }, new OrthonormalFlow(),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, All.Length)];

    private static Numerics.Matrix Start(IFlow flow) =>
        flow is OrthonormalFlow ? Matrix(T(Orthonormal(Normal(6, 3, 2)))) : Matrix(Normal(3, 6, 2, 1e-3));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Half_times_are_where_half_of_the_limit_is_first_reached(int number)
    {
        var flow = All[number];
        var start = Start(flow);
        var (limits, halves) = (flow.Limits(Spectrum, start), flow.HalfTimes(Spectrum, start));
        Assert.Contains(halves, h => h > 0 && double.IsFinite(h));
        for (var j = 0; j < Spectrum.Length; j++)
        {
            if (double.IsInfinity(halves[j])) continue;
            Assert.True(flow.Variances(Spectrum, start, halves[j] * (1 + 1e-7))[j] >= limits[j] / 2);
            if (halves[j] > 0) Assert.True(flow.Variances(Spectrum, start, halves[j] * (1 - 1e-6))[j] < limits[j] / 2);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Limits_are_late_variances_and_never_more_modes_than_outputs(int number)
    {
        var flow = All[number];
        var start = Start(flow);
        var limits = flow.Limits(Spectrum, start);
        var last = flow.HalfTimes(Spectrum, start).Where(double.IsFinite).Max();
        Assert.True(Gap(limits, flow.Variances(Spectrum, start, 6 * last)) < .02 * limits.Max());

        // Barlow Twins leaves a little of a mode without an output where it was when the others finished.
        Assert.InRange(limits.Count(v => v > .05 * limits.Max()), 2, 3);
        Assert.True(limits[1] > 0 && limits[3] > 0, "the two strongest modes are learnt");
        Assert.Equal(0, limits[2], 1e-9);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_order_in_which_modes_are_given_does_not_matter(int number)
    {
        var flow = All[number];
        var start = Start(flow);
        int[] order = [3, 0, 5, 1, 2, 4];
        var shuffled = flow.Variances([.. order.Select(j => Spectrum[j])], Matrix(Table(3, 6, (i, j) => start[i, order[j]])), 3);
        var plain = flow.Variances(Spectrum, start, 3);
        Assert.True(Gap(order.Select(j => plain[j]), shuffled) < 1e-9 * plain.Max());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_rotation_of_the_outputs_changes_nothing_where_outputs_are_alike(int number)
    {
        var flow = All[number];
        if (flow is BarlowTwinsEquation { OffDiagonal: < 1 }) return;
        var start = Start(flow);
        var turned = Matrix(Mul(Orthonormal(Normal(3, 3, 9)), Of(start)));
        var plain = flow.Variances(Spectrum, start, 4);
        Assert.True(Gap(plain, flow.Variances(Spectrum, turned, 4)) < 1e-9 * plain.Max());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Stable_steps_are_positive_and_shrink_with_the_spectrum(int number)
    {
        var flow = All[number];
        var step = flow.LargestStableStep(Spectrum);
        Assert.True(step > 0 && double.IsFinite(step));
        Assert.NotEmpty(flow.Validity);
        if (flow is not VicRegFlow) Assert.Equal(step / 2, flow.LargestStableStep([.. Spectrum.Select(g => 2 * g)]), 1e-12);
    }

    [Fact]
    public void Flows_end_at_the_optimum_of_the_method()
    {
        double[] spectrum = [.95, .7, .45, .2, 0, -.1, -.4];
        var start = Matrix(Normal(4, 7, 2, .1));
        Assert.True(Gap(new SpectralContrastiveFilter(new()).Apply(spectrum, 4).Variances, new SpectralContrastiveFlow().Limits(spectrum, start)) < 1e-12);

        // |WW' - I|² weighs diagonal and other elements alike: variance weight twice the covariance weight.
        var optimum = new SquaredVicRegFilter(1.8, 1.5, .75).Apply(spectrum, 4).Variances;
        Assert.True(Gap(optimum, new VicRegFlow { Invariance = 1.8 / 1.5 }.Limits(spectrum, start)) < 1e-12);
    }
}
