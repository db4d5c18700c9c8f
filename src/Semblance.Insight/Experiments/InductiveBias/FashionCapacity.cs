using Semblance.Insight.Capacity;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>The capacity probe on FashionMNIST: exact for linear and random features, trained for networks.</summary>
internal sealed class FashionCapacity : Experiment
{
    private static readonly int[] Sizes = [5, 10, 20, 50, 100];

    public override string Id => "E12";

    public override string Title => "Capacity on FashionMNIST";

    public override string Source => "HaoChen and Ma 2023, section 6 and table 1, on FashionMNIST instead of CIFAR-10; one run with Rayleigh-Ritz values instead of one run for each size";

    public override string Shows => "phi_m rises with m for every class and falls with the number of features; descent agrees with the exact solution; one run gives every size as well as runs of their own; the bound on the label error holds.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var input = FashionPairs.Open(context, context.Size(6000, 30_000), context.Size(3000, 10_000));
        if (input is null)
        {
            findings.Skip("FashionMNIST is not there; `semblance datasets` says how to get it");
            return;
        }

        var exact = Exact(context, findings, input);
        Trained(context, findings, input, exact);
    }

    /// <summary>phi_5 of the linear class on held-out pairs.</summary>
    private static double Exact(ExperimentContext context, Findings findings, FashionPairs input)
    {
        var (rows, curves, train, held) = (new List<IReadOnlyList<string>>(), new List<Curve>(), new List<double[]>(), new List<double[]>());
        var (broken, rowsOfBound) = (0, 0);
        foreach (var name in context.Size<string[]>(["linear", "relu:125", "relu:250"], ["linear", "relu:250", "relu:500", "relu:1000"]))
        {
            context.Step($"exact, {name}");
            using var features = ProbeFeatures.Of(FeatureMaps.Named(name, new Matrix(0, input.Shape.Count), context.Seed));
            var session = Session(context, input, name, new CapacityOptions());
            var (learnt, other) = (session.Moments(features, heldOut: false, null), session.Moments(features, heldOut: true, null));
            var spectrum = AlignmentSpectrum.Of(learnt, hasConstant: true, ridge: 1e-6);
            double[] trainPhi = AlignmentSpectrum.Means([.. spectrum.Values.Take(101)]), heldPhi = AlignmentSpectrum.Means(spectrum.On(other, 101));
            train.Add(trainPhi);
            held.Add(heldPhi);
            var labels = LabelCurve.Of(spectrum, learnt, other, 101, null)!;
            foreach (var k in new[] { 5, 10, 20, 50, 100 })
            {
                rowsOfBound++;
                if (!(labels.Error[k - 1] <= labels.Bound[k - 1] + 1e-9)) broken++;
            }

            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. heldPhi.Select((p, m) => (m + 1.0, p))]) { Style = CurveStyle.Line });
            rows.Add([name, .. Sizes.Select(m => Words.Of(heldPhi[m - 1], 3)), Words.Of(labels.Error[9], 3), Words.Of(labels.Bound[9]!.Value, 3), Words.Of(labels.Inexpressible, 3), Words.Of(labels.LabelAlignment, 3)]);
            var drop = Enumerable.Range(1, 100).Max(m => heldPhi[m - 1] - heldPhi[m]);
            findings.AtMost($"rising-{name.Replace(":", "-", StringComparison.Ordinal)}", $"{name}: phi_m never falls with m on held-out pairs, largest fall", 0, drop);
        }

        // Independent draws of features: more of them are a larger class, up to chance.
        var rise = Enumerable.Range(2, train.Count - 2).Max(c => Sizes.Max(m => Math.Max(train[c][m - 1] - train[c - 1][m - 1], held[c][m - 1] - held[c - 1][m - 1])));
        findings.AtMost("more-features", "more random features: phi_m never rises, found or held out, largest rise", 0, rise);
        findings.Same("bound", $"rows of {rowsOfBound} in which the label error exceeds zeta + phi_y / mu", [0], [broken]);
        findings.Add(new Figure("phi_m on held-out pairs", "The smaller class leaves 0 at once; a class without limits would stay there.", curves, new ChartAxes("functions m", "phi_m")));
        findings.Add(new Table("Exact probes, held out", "The constant function is counted. The specification's prototype on 30,000 images found, for m = 5, 10, 20, 50, 100: linear .572 1.107 1.531 1.803 1.896; 250 ReLU features .317 .607 1.031 1.538 1.754; 1000: .154 .298 .581 1.138 1.519.", ["class", .. Sizes.Select(m => $"phi_{m}"), "label error at 10", "its bound", "zeta", "phi_y"], rows));
        return held[0][4];
    }

    private static void Trained(ExperimentContext context, Findings findings, FashionPairs input, double exact)
    {
        var steps = context.Size(250, 1200);
        var linear = Phi(context, input, "linear:dim=196", 5, context.Size(600, 1200), 5);
        findings.Near("linear", "linear class by descent with 5 outputs: phi_5 over the exact one", 1, linear[4] / exact, 0.1);
        const string mlp = "mlp:hidden=256x256,dim=128";
        var one = Phi(context, input, mlp, 50, steps, 50);
        var own = Phi(context, input, mlp, 10, steps, 10);
        findings.AtMost("ritz", "perceptron: phi_10 from one run of 50 outputs over that of a run of 10 outputs", 1.1, one[own.Length - 1] / own[^1]);
        findings.AtMost("rising-mlp", "perceptron: phi_m never falls with m, largest fall", 0, Enumerable.Range(1, one.Length - 1).Max(m => one[m - 1] - one[m]));
        findings.Note($"Perceptron of 2 x 256, {steps} steps, one run of 50 outputs: phi_5 {Words.Of(one[4], 3)}, phi_10 {Words.Of(one[9], 3)}, phi_20 {Words.Of(one[Math.Min(19, one.Length - 1)], 3)}; a run of 10 outputs: phi_10 {Words.Of(own[^1], 3)}. The specification's prototype: .057, .098, .193; .117.");
    }

    /// <summary>phi of every size up to a number, on held-out pairs, after training with so many outputs; the constant function is counted.</summary>
    private static double[] Phi(ExperimentContext context, FashionPairs input, string encoder, int outputs, int steps, int count)
    {
        context.Step($"{encoder}, {outputs} outputs");
        var session = Session(context, input, encoder, new CapacityOptions { Steps = steps, LearningRate = 1e-3 });
        using var features = ProbeFeatures.Of(session.Train(outputs, 1, 0, 0, 1));
        var spectrum = AlignmentSpectrum.Of(session.Moments(features, heldOut: false, 10_000), hasConstant: true, tolerance: TrainedProbe.Vanishing);
        return AlignmentSpectrum.Means(spectrum.On(session.Moments(features, heldOut: true, null), Math.Min(count, spectrum.Count)));
    }

    private static ProbeSession Session(ExperimentContext context, FashionPairs input, string encoder, CapacityOptions options) =>
        new(input, encoder, options with { Seed = context.Seed }, context.Options.Device, (_, _, _) => { }, context.Cancellation);
}
