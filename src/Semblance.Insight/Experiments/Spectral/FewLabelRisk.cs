using Semblance.Insight.Report;
using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Which method wins with few labels, and when.</summary>
internal sealed class FewLabelRisk : Experiment
{
    private const int Directions = 32;
    private const double Noise = 0.25;
    private static readonly string[] Names = ["whitening", "VICReg .1", "VICReg .5", "VICReg .9", "VICReg 5", "VICReg 20", "spectral, SimCLR", "Barlow .16", "Barlow 5.1", "Barlow 42", "Barlow 410"];

    private static readonly (string Task, int Labels, double[] Expected, int Bold)[] Table53 =
    [
        ("aligned", 8, [1.059, 1.046, .980, .892, .504, .427, .868, .605, 1.001, 1.213, 1.250], 5),
        ("aligned", 32, [.643, .631, .572, .499, .309, .284, .479, .333, .525, .876, 1.085], 5),
        ("aligned", 2048, [.254, .254, .254, .254, .251, .250, .254, .251, .253, .254, .254], -1),
        ("misaligned", 8, [1.059, 1.073, 1.144, 1.231, 1.251, 1.251, 1.245, 1.251, 1.252, .866, .558], 10),
        ("misaligned", 32, [.643, .659, .747, 1.068, 1.250, 1.250, 1.220, 1.250, 1.251, .509, .340], 10),
        ("misaligned", 2048, [.254, .254, .254, .254, 1.250, 1.250, .254, 1.250, 1.250, .254, .253], -1),
        ("spread", 32, [.643, .645, .646, .687, 1.155, 1.193, .722, 1.114, .873, .678, .753], 0),
    ];

    public override string Id => "E11";

    public override string Title => "Claims of the abstract: few labels, aligned and misaligned pairs";

    public override string Source => "Balestriero and LeCun 2022, abstract and section 7; risk of ridge regression as in Hastie et al. 2022";

    public override string Shows => "Aligned pairs and few labels: strong invariance wins. Misaligned: weak invariance keeps the information, Barlow Twins only with a wide projector. Many labels: all that keep the task's directions tie. Both published wordings of the abstract are right in their own regime.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var spectrum = Enumerable.Range(0, Directions).Select(k => k < 4 ? 0.98 : 0.9 - ((k - 4) * 0.85 / 27)).ToArray();
        var filters = Filters(spectrum);
        var rows = new List<IReadOnlyList<string>>();
        var worst = 0.0;
        var wrong = new List<string>();
        foreach (var (task, labels, expected, bold) in Table53)
        {
            var errors = filters.Select(s => RiskForecast.Best(s, Energies(task), Noise, labels).Error).ToArray();
            worst = Math.Max(worst, errors.Zip(expected, (a, b) => Math.Abs(a - b) / b).Max());
            if (bold >= 0 && Array.IndexOf(errors, errors.Min()) != bold) wrong.Add($"{task} {labels}: {Names[Array.IndexOf(errors, errors.Min())]} wins");
            rows.Add([$"{task}, {labels} labels", .. errors.Select(e => Words.Of(e, 3))]);
        }

        findings.AtMost("table", "expected errors against the 77 numbers of the specification's table: largest relative difference", 0.01, worst, "The table took the ridge from a coarser grid, so that some of its errors are slightly larger.");
        findings.Holds("order", "best methods: VICReg 20 (aligned), Barlow 410 (misaligned), whitening (spread)", "all 5 rows", wrong.Count == 0 ? "all 5 rows" : string.Join("; ", wrong), wrong.Count == 0);
        MonteCarlo(context, findings, filters);
        findings.Add(new Table("Expected squared error", "Best ridge for each. Noise .25; a task without any information costs 1.25. Numbers behind Barlow Twins: weight times dimensions.", ["task", .. Names], rows));
        findings.Add(Curves(filters, "aligned"));
        findings.Add(Curves(filters, "misaligned"));
    }

    private static double[][] Filters(double[] spectrum)
    {
        Optimum[] ordinary =
        [
            Forms.Whitening(), .. new[] { 0.1, 0.5, 0.9, 5, 20 }.Select(r => Forms.SquaredVicReg(r, Directions)), Forms.SpectralContrastive(),
        ];
        (double Weight, int Dim)[] barlow = [(0.005, 32), (0.005, 1024), (0.0051, 8192), (0.05, 8192)];
        return
        [
            .. ordinary.Select(o => Scaled(o.Filter.Apply(spectrum, Directions).Variances)),
            .. barlow.Select(b => Scaled(Forms.BarlowTwins(b.Weight).Filter.Apply(spectrum, b.Dim).Variances)),
        ];
    }

    private static double[] Scaled(double[] variances) => Array.ConvertAll(variances, v => v / variances.Max());

    private static double[] Energies(string task) =>
        [.. Enumerable.Range(0, Directions).Select(k => task switch { "aligned" => k < 4 ? 0.25 : 0, "misaligned" => k >= 28 ? 0.25 : 0, _ => 1.0 / Directions })];

    private static Figure Curves(double[][] filters, string task)
    {
        int[] shown = [0, 2, 4, 5, 6, 7, 10];
        var counts = Enumerable.Range(0, 25).Select(k => 4 * Math.Pow(2, k / 2.4)).ToArray();
        return new Figure(
            $"Expected error, task on the {(task == "aligned" ? "most" : "least")} correlated directions", "Best ridge at each number of labels.",
            [.. shown.Select((f, k) => new Curve(Names[f], Palette.Classes[k], [.. counts.Select(n => (n, RiskForecast.Best(filters[f], Energies(task), Noise, n).Error))]) { Style = CurveStyle.Line })],
            new ChartAxes("labels", "squared error", LogX: true));
    }

    /// <summary>Draws of Gaussian features and labels, ridge regression by its normal equations, error against the true coefficients.</summary>
    private static void MonteCarlo(ExperimentContext context, Findings findings, double[][] filters)
    {
        using var rng = new Rng(context.Seed);
        var draws = 400;
        var (few, more) = (0.0, 0.0);
        var rows = new List<IReadOnlyList<string>>();
        (string Task, int Filter)[] cases = context.Size<(string, int)[]>([("aligned", 5), ("misaligned", 10)], [("aligned", 0), ("aligned", 5), ("aligned", 6), ("misaligned", 1), ("misaligned", 10), ("spread", 3), ("spread", 9)]);
        foreach (var (task, filter) in cases)
        {
            foreach (var labels in context.Size<int[]>([8, 32], [8, 32, 128, 2048]))
            {
                context.Step($"{draws} draws of {labels} labels, {Names[filter]}, {task}");
                var (ridge, expected) = RiskForecast.Best(filters[filter], Energies(task), Noise, labels);
                var measured = Enumerable.Range(0, draws).Average(_ => OneDraw(rng, filters[filter], Energies(task), labels, ridge));
                var error = Math.Abs(measured - expected) / measured;
                if (labels < 32) few = Math.Max(few, error);
                else more = Math.Max(more, error);
                rows.Add([$"{task}, {Names[filter]}", $"{labels}", Words.Of(expected, 4), Words.Of(measured, 4), $"{Words.Of(100 * error, 2)} %"]);
            }
        }

        findings.Below("few", "forecast against the mean of 400 draws at 8 labels: largest relative error", 0.06, few);
        findings.Below("more", "the same from 32 labels on", 0.03, more);
        findings.Add(new Table("Forecast and Monte-Carlo", "400 draws of Gaussian features each, ridge as the formula chooses it.", ["task and method", "labels", "forecast", "measured", "error"], rows));
    }

    private static double OneDraw(Rng rng, double[] variances, double[] energies, int labels, double ridge)
    {
        using var scope = new TensorScope();
        var roots = Tensor.From(Array.ConvertAll(variances, Math.Sqrt), Directions);
        var theta = Tensor.From(Array.ConvertAll(energies, Math.Sqrt), Directions, 1);
        var directions = Tensor.RandomNormal(rng, [labels, Directions], ElementType.Float64);
        var targets = directions.MatMul(theta) + (Tensor.RandomNormal(rng, [labels, 1], ElementType.Float64) * Math.Sqrt(Noise));
        var features = directions * roots;
        var moments = (features.Transpose().MatMul(features) * (1.0 / labels)) + (Tensor.Eye(Directions, ElementType.Float64) * ridge);
        var weights = moments.Solve(features.Transpose().MatMul(targets) * (1.0 / labels));
        return ((weights * roots.Unsqueeze(1)) - theta).Square().Sum().Item() + Noise;
    }
}
