using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Numbers without randomness that any implementation of the flows must give.</summary>
internal sealed class GoldenVectors : Experiment
{
    private const double Digits = 5.1e-11;
    private static readonly double[] Spectrum = [1, .7, .4, .2, 0, -.3];
    private static readonly double[] Stepwise = [1, .5, .25, .1, -.2];

    public override string Id => "G";

    public override string Title => "Golden vectors";

    public override string Source => "Closed forms of orthonormal, two-layer, stepwise and spectral contrastive flows, worked out in another language (G1 to G7)";

    public override string Shows => "The flows give the printed digits.";

    private static Matrix Frame => new(2, 6, [.. Enumerable.Repeat(1 / Math.Sqrt(6), 6), .. Enumerable.Range(0, 6).Select(j => (j % 2 == 0 ? 1 : -1) / Math.Sqrt(6))]);

    private static Matrix Small => new Matrix(3, 5, [1, 2, -1, .5, 1, .5, -1, 1, 2, -1, 2, .5, 1, -1, .5]).Scaled(1e-3);

    internal override void Run(ExperimentContext context, Findings findings)
    {
        context.Step("orthonormal flow");
        Orthonormal(findings);
        context.Step("discrete steps");
        Discrete(findings);
        context.Step("two layers");
        var two = new TwoLayerLinearFlow(Spectrum, new Matrix(2, 6, [.. Frame.Row(0).ToArray().Select(v => .5 * v), .. Frame.Row(1).ToArray().Select(v => .2 * v)])).Weights([.5, 1]);
        findings.Near("g3.diagonal", "two layers: diag QQ' at t = 1", [.9425163147, .8311828267, .0377531632, .0388988795, .0046989080, .0019676413], two[1].ColumnSquares(), Digits);
        findings.Near("g3.values", "its singular values at t = .5 and 1", [.8915485870, .5275123602, .9963821829, .9296452436], [.. two[0].SingularValues(), .. two[1].SingularValues()], Digits);
        context.Step("stepwise flow");
        BarlowTwins(findings);
        Spectral(findings);
        double[] times = [1, 5, 10];
        findings.Near("g7", "naive flow: second over first singular value at t = 1, 5, 10", [.5597423531, .0497880455, .0024787522], [.. times.Select(t => NaiveFlow.SingularValueShares(Spectrum, Frame, t)[1])], 1e-10, "one unit of the last printed digit: the second printed number is cut off, not rounded");
        findings.Near("g7.rank", "and effective rank of the weights", [1.732250, 1.017463, 1.0000799], [.. times.Select(t => Rank(NaiveFlow.SingularValueShares(Spectrum, Frame, t)))], 5e-7, "rank of the squared singular values, as of a covariance");
    }

    private static double Rank(double[] singular) => CovarianceRank.OfEigenvalues([.. singular.Select(s => s * s)]);

    private static void Orthonormal(Findings findings)
    {
        var flow = new GrassmannFlow(Spectrum, Frame);
        var expected = new (double Time, double[] Diagonal, double Beside, double Loss, double Angle)[]
        {
            (.5, [.6961221495, .6652409558, .2096679622, .2447284711, .0942098883, .0900305732], .3820399358, -1.2675945257, .6169910981),
            (1, [.9016859427, .8668133322, .0817991032, .1173104278, .0165149541, .0158762400], .2715825869, -1.5598741301, .3735763985),
            (2, [.9915075301, .9816903928, .0081598562, .0179802867, .0003326137, .0003293204], .0899475338, -1.6854520088, .1357293581),
        };
        foreach (var (time, diagonal, beside, loss, angle) in expected)
        {
            var projector = flow.Projector(time);
            findings.Near($"g1.t{Words.Of(time)}", $"orthonormal flow at t = {Words.Of(time)}: diag P, P[0,2], loss, largest angle to the optimum", [.. diagonal, beside, loss, angle], [.. projector.Diagonal(), projector[0, 2], flow.Loss(time), flow.PrincipalAngles(time).Max()], Digits);
        }

        findings.Near("g1.t5", "the same at t = 5", [.9999938538, .9999546001, .0000061442, .0000453979, 2.1e-9, 2.1e-9, .0024787369, -1.6999736104, .0067379980], [.. flow.Projector(5).Diagonal(), flow.Projector(5)[0, 2], flow.Loss(5), flow.PrincipalAngles(5).Max()], Digits);
    }

    private static void Discrete(Findings findings)
    {
        var flow = new GrassmannFlow(Spectrum, Frame);
        var qr = Manifold.Walk(Spectrum, Frame, .1, 10, Retraction.Qr);
        findings.Near("g2.qr", "10 steps of .1, projected gradient and QR: diag QQ', distance to P(1)", [.9059342633, .8695131499, .0806353546, .1177274359, .0134303820, .0127594142, .0261164572], [.. qr.Diagonal(), Manifold.Distance(qr, flow.Projector(1))], Digits);
        findings.Near("g2.euclid", "Euclidean gradient and QR, by its exact law", [.8713376638, .8470710436, .1059343182, .1350484473, .0227280181, .0178805092], flow.Discrete(.1, 10).Diagonal(), Digits);
        findings.Near("g2.cayley", "Cayley transform", [.9062234822, .8698005454, .0804160926, .1175001565, .0133604252, .0126992982], Manifold.Walk(Spectrum, Frame, .1, 10, Retraction.Cayley).Diagonal(), Digits);
    }

    private static void BarlowTwins(Findings findings)
    {
        var flow = new BarlowTwinsFlow();
        findings.Near("g4.start", "QR rule: sizes at the start", [.0022912878, .0020148260, .0001624591], flow.EffectiveStart(Stepwise, Small)[..3], Digits);
        findings.Near("g4.times", "half-times from them", [1.5196596539, 3.2768975076, 9.4182314062], flow.HalfTimes(Stepwise, Small)[..3], 1.5e-7, "from the sizes in full precision; the printed ones have ten digits");
        var equation = new BarlowTwinsEquation { Tolerance = 1e-11 };
        var crossings = equation.CorrelationTimes(Stepwise, Small);
        findings.Near("g4.measured", "half-times of the equation itself, as the notes define them: the first time on a grid of .001 at which an eigenvalue exceeds one half", [1.520, 3.277, 9.416], [.. crossings.Select(t => Math.Ceiling(t * 1000) / 1000)], 1e-9,
            $"printed are grid times, rounded up; the crossings themselves lie at {Words.Of(crossings[0], 5)}, {Words.Of(crossings[1], 5)} and {Words.Of(crossings[2], 5)} when integrated to a relative 1e-11 a step");
        var eigenvalues = equation.Correlations(Stepwise, Small, [2, 4, 8, 12]);
        findings.Near("g4.eigenvalues", "eigenvalues of the cross-correlation at t = 2, 4, 8, 12", [.9790059267, .0060510856, .0000027394, .9999999976, .9475304633, .0000314782, 1, .9999999937, .0558441222, 1, 1, .9943249001], eigenvalues.Values, 1e-8, "integrated to a relative 1e-11 a step");
        var aligned = new Matrix(3, 5);
        for (var j = 0; j < 3; j++) aligned[j, j] = 1e-3;
        double[] Steps(int count) => [.. flow.Discrete(Stepwise, aligned, .05, count).Zip(Stepwise, (v, g) => v * g).Take(3)];
        findings.Near("g4.steps", "aligned start, steps of .05: after 40, 80, 160", [.7569989, .0010232931, .0000123902, 1, .7139192962, .0006137341, 1, 1, .6177850960], [.. Steps(40), .. Steps(80), .. Steps(160)], 5.1e-8);
        var batch = new BarlowTwinsEquation { BatchSize = 32, Tolerance = 1e-11, Total = Dense.Diagonal([.. Stepwise.Select(g => g + .5)]) };
        findings.Near("g6", "batches of 32: eigenvalues at t = 2, 4, 8, 16", [.8902443134, .0054066286, .0000025820, .8671910613, .7575727491, .0000199797, .8607828087, .8176748763, .0095259798, .8143557628, .7598157274, .6451624336], batch.Correlations(Stepwise, Small, [2, 4, 8, 16]).Values, 1e-6, "integrated");
    }

    private static void Spectral(Findings findings)
    {
        double[] spectrum = [.9, .6, .3, -.1];
        var start = new Matrix(2, 4, [.5, .2, -.3, .4, .1, -.6, .2, .3]);
        var flow = new SpectralContrastiveFlow();
        double[] State(double time)
        {
            using var scope = new TensorScope();
            var gram = flow.Gram(spectrum, start, time);
            return [.. gram.Diagonal(), .. SymmetricEigen.Decompose(gram).Values[..2]];
        }

        findings.Near("g5.half", "spectral contrastive at t = .5: diag W'W and its eigenvalues", [.7650546871, .5271685080, .0395819601, .0160697317, .7914617696, .5564131173], State(.5), Digits);
        findings.Near("g5.two", "at t = 2", [.8999609445, .5983439134, .0008242952, .000001056, .8999727231, .5991574860], State(2), 5.1e-10);
    }
}
