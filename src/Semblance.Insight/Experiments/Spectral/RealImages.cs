using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>The abstract's claims on images.</summary>
internal sealed class RealImages : Experiment
{
    private static readonly int[] Labels = [20, 60, 200, 600];
    private static readonly string[] Names = ["whitening", "VICReg .1", "VICReg .5", "VICReg .95", "VICReg 2", "VICReg 5", "spectral", "Barlow .32", "Barlow 42"];

    public override string Id => "E12";

    public override string Title => "Few labels on real images";

    public override string Source => "Balestriero and LeCun 2022, abstract and section 7; scikit-learn's digits, 1200 sources for pairs and labels, 597 others for tests";

    public override string Shows => "With pairs of a class or of shifts strong invariance wins, with pairs that share a nuisance weak invariance does; the forecast from spectrum and coefficients foretells the measured errors.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallImages.Digits(context.Options.Digits) is { } digits)
        {
            var all = new[] { "class", "shift", "nuisance" }.ToDictionary(kind => kind, kind => Measure(context, findings, digits, kind));
            Orders(findings, all);
            Forecasts(findings, all);
            return;
        }

        findings.Skip("the claims are about scikit-learn's digits, which are not installed: install Debian's python3-sklearn, or give its digits.csv.gz with --digits");
        if (SmallImages.Fashion(context.Options.DataRoot) is not { } fashion) return;
        findings.Note("The same protocol on FashionMNIST averaged to 7 x 7 pixels, without claims.");
        foreach (var kind in new[] { "class", "shift", "nuisance" }) Measure(context, findings, fashion, kind);
    }

    private static (double[,] Measured, double[,] Forecast) Measure(ExperimentContext context, Findings findings, SmallImages images, string kind)
    {
        context.Step($"{images.Name}, pairs: {kind}");
        using var rng = new Rng(context.Seed);
        using var scope = new TensorScope();
        var pairs = ImagePairs.Make(images, kind, rng);
        var solution = Canonical(pairs.Views);
        var rho = solution.Spectrum;
        var (train, test) = (Directions(solution, pairs.Train), Directions(solution, pairs.Test));
        var (truth, goal) = Targets(pairs.TrainLabels, pairs.TestLabels);
        var (energies, noise) = Coefficients(train, truth);
        var filters = Filters(rho);
        var (measured, forecast) = (new double[Labels.Length, filters.Length], new double[Labels.Length, filters.Length]);
        var draws = Enumerable.Range(0, context.Size(8, 20)).Select(_ => Draw.Order(rng, pairs.TrainLabels.Length)).ToArray();
        for (var n = 0; n < Labels.Length; n++)
        {
            for (var f = 0; f < filters.Length; f++)
            {
                var (ridge, error) = RiskForecast.Best(filters[f], energies, noise, Labels[n]);
                forecast[n, f] = error;
                measured[n, f] = draws.Average(order => Fit(train, truth, test, goal, filters[f], ridge, order[..Labels[n]]));
            }
        }

        var task = energies.Sum();
        var aligned = energies.Zip(rho, (e, r) => e * r).Sum() / task;
        findings.Add(new Table(
            $"Squared error on other images, pairs: {kind}", $"{images.Name}. Measured, in brackets forecast. Mean correlation of the task's directions {Words.Of(aligned, 3)}, of all {Words.Of(rho.Average(), 3)}.",
            ["labels", .. Names], [.. Enumerable.Range(0, Labels.Length).Select(n => (IReadOnlyList<string>)[$"{Labels[n]}", .. Enumerable.Range(0, filters.Length).Select(f => $"{Words.Of(measured[n, f], 3)} ({Words.Of(forecast[n, f], 3)})")])]));
        int[] shown = [0, 2, 3, 5, 6, 8];
        findings.Add(new Figure(
            $"Pairs: {kind}", "Dots: measured. Lines: forecast.",
            [
                .. shown.Select((f, k) => new Curve(Names[f], Palette.Classes[k], [.. Enumerable.Range(0, Labels.Length).Select(n => ((double)Labels[n], forecast[n, f]))]) { Style = CurveStyle.Line }),
                .. shown.Select((f, k) => new Curve("", Palette.Classes[k], [.. Enumerable.Range(0, Labels.Length).Select(n => ((double)Labels[n], measured[n, f]))]) { Style = CurveStyle.Dots }),
            ],
            new ChartAxes("labels", "squared error", LogX: true)));
        return (measured, forecast);
    }

    private static void Orders(Findings findings, Dictionary<string, (double[,] Measured, double[,] Forecast)> all)
    {
        foreach (var kind in new[] { "class", "shift" })
        {
            var best = Enumerable.Range(0, 3).Select(n => Names[Best(all[kind].Measured, n)]).ToArray();
            findings.Holds($"{kind}.best", $"pairs: {kind}. Lowest measured error at 20, 60, 200 labels", "spectral or VICReg .95", string.Join(", ", best), best.All(b => b is "spectral" or "VICReg .95"));
        }

        var measured = all["nuisance"].Measured;
        var winners = Enumerable.Range(0, Labels.Length).Select(n => Names[Best(measured, n)]).ToArray();
        findings.Holds("nuisance.best", "pairs: nuisance. Lowest measured error at 20, 60, 200, 600 labels", "whitening, VICReg .1 or .5", string.Join(", ", winners), winners.All(w => w is "whitening" or "VICReg .1" or "VICReg .5"));
        findings.Above("nuisance.ratio", "pairs: nuisance, 200 labels. Error of the spectral contrastive optimum over the best", 1.5, measured[2, 6] / measured[2, Best(measured, 2)]);
    }

    private static void Forecasts(Findings findings, Dictionary<string, (double[,] Measured, double[,] Forecast)> all)
    {
        var (few, more) = (0.0, 0.0);
        foreach (var (measured, forecast) in all.Values)
        {
            for (var n = 0; n < Labels.Length; n++)
            {
                for (var f = 0; f < Names.Length; f++)
                {
                    var error = Math.Abs(forecast[n, f] - measured[n, f]) / measured[n, f];
                    if (n == 0) few = Math.Max(few, error);
                    else more = Math.Max(more, error);
                }
            }
        }

        findings.AtMost("forecast.20", "forecast against measured error at 20 labels, all methods and pairs: largest relative difference", 0.12, few);
        findings.AtMost("forecast.60", "the same from 60 labels on", 0.06, more);
        foreach (var kind in new[] { "class", "nuisance" })
        {
            var (measured, forecast) = all[kind];
            findings.Above($"{kind}.order", $"pairs: {kind}. Rank correlation of forecast and measured error over the methods, least over numbers of labels", 0.9, Enumerable.Range(0, Labels.Length).Min(n => RankCorrelation(measured, forecast, n)));
        }
    }

    private static int Best(double[,] errors, int n) => Enumerable.Range(0, Names.Length).MinBy(f => errors[n, f]);

    private static double RankCorrelation(double[,] a, double[,] b, int n)
    {
        var (ra, rb) = (Ranks(a, n), Ranks(b, n));
        var middle = (Names.Length - 1) / 2.0;
        return ra.Zip(rb, (x, y) => (x - middle) * (y - middle)).Sum() / ra.Sum(x => (x - middle) * (x - middle));
    }

    private static double[] Ranks(double[,] errors, int n)
    {
        var order = Enumerable.Range(0, Names.Length).OrderBy(f => errors[n, f]).ToList();
        return [.. Enumerable.Range(0, Names.Length).Select(f => (double)order.IndexOf(f))];
    }

    private static Solution Canonical(Matrix views)
    {
        using var accumulator = new MomentAccumulator(views.Columns, ImagePairs.Count);
        accumulator.Add(views.Values);
        return LinearSolver.Solve(accumulator.ToMoments(), Forms.Whitening(), new SolveOptions { Dim = views.Columns });
    }

    private static Tensor Directions(Solution solution, Matrix rows) => solution.Encoder!.Transform(rows).ToTensor().Narrow(1, 0, solution.Spectrum.Length);

    private static double[][] Filters(double[] rho)
    {
        Optimum[] ordinary = [Forms.Whitening(), .. new[] { 0.1, 0.5, 0.95, 2, 5 }.Select(r => Forms.SquaredVicReg(r, rho.Length)), Forms.SpectralContrastive()];
        return
        [
            .. ordinary.Select(o => Scaled(o.Filter.Apply(rho, rho.Length).Variances)),
            Scaled(Forms.BarlowTwins(0.005).Filter.Apply(rho, 64).Variances), Scaled(Forms.BarlowTwins(0.0051).Filter.Apply(rho, 8192).Variances),
        ];
    }

    private static double[] Scaled(double[] variances) => variances.Max() is var largest and > 0 ? Array.ConvertAll(variances, v => v / largest) : variances;

    private static (Tensor Train, Tensor Test) Targets(int[] train, int[] test)
    {
        var known = Tensor.From(Array.ConvertAll(train, l => (long)l), train.Length).OneHot(10).To(ElementType.Float64);
        var mean = known.Mean(0, true);
        return (known - mean, Tensor.From(Array.ConvertAll(test, l => (long)l), test.Length).OneHot(10).To(ElementType.Float64) - mean);
    }

    /// <summary>Squared coefficients and noise, summed over outputs, by least squares on all labels.</summary>
    private static (double[] Energies, double Noise) Coefficients(Tensor directions, Tensor targets)
    {
        var theta = directions.Transpose().MatMul(directions).Solve(directions.Transpose().MatMul(targets));
        var rest = (targets - directions.MatMul(theta)).Square().Sum().Item() / (directions.Size(0) - directions.Size(1));
        return (theta.Square().Sum(1).ToArray<double>(), rest);
    }

    private static double Fit(Tensor train, Tensor truth, Tensor test, Tensor goal, double[] variances, double ridge, int[] chosen)
    {
        using var scope = new TensorScope();
        var rows = Tensor.From(Array.ConvertAll(chosen, i => (long)i), chosen.Length);
        var roots = Tensor.From(Array.ConvertAll(variances, Math.Sqrt), variances.Length);
        var (x, y) = (train.IndexSelect(0, rows) * roots, truth.IndexSelect(0, rows));
        var moments = (x.Transpose().MatMul(x) * (1.0 / chosen.Length)) + (Tensor.Eye(variances.Length, ElementType.Float64) * Math.Max(ridge, 1e-12));
        var weights = moments.Solve(x.Transpose().MatMul(y) * (1.0 / chosen.Length));
        return (goal - (test * roots).MatMul(weights)).Square().Sum().Item() / test.Size(0);
    }
}
