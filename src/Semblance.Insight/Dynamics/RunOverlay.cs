using System.Globalization;
using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Insight.Tangent;
using Semblance.Numerics;
using Semblance.Training;
using Semblance.Training.Monitor;
using Semblance.Training.Runs;

namespace Semblance.Insight.Dynamics;

/// <summary>Lays a run over its forecast from what the collapse monitor recorded at each epoch.</summary>
/// <remarks>The measure of a mode is the variance along a principal direction of the embedding times the correlation of two views along it: an eigenvalue of the outputs' cross-covariance where
/// both share their directions. Modes are matched in the order of their size.</remarks>
public static class RunOverlay
{
    private const double Faint = 0.05, Alike = 0.15, Still = 0.1;

    /// <summary>The pairs that a run was trained on.</summary>
    /// <param name="path">The run folder.</param>
    /// <param name="request">For the data root, workers and passes.</param>
    public static PairRequest Pairs(string path, PairRequest request)
    {
        var folder = RunFolder.Open(path);
        var config = folder.ReadConfig();
        return request with { Run = null, Data = config.Data, Labels = config.Labels, PairSource = config.Pairs, ImageSize = config.ImageSize, Augment = Path.Combine(path, "views.yaml"), Seed = config.Seed };
    }

    /// <summary>The run beside a forecast.</summary>
    /// <param name="path">The run folder.</param>
    /// <param name="forecast">The forecast, for the run's pairs and method.</param>
    /// <param name="dataRoot">Where data sets lie; null for the usual places.</param>
    /// <exception cref="RequestException">The run has no monitor records.</exception>
    public static RunComparison Compare(string path, Forecast forecast, string? dataRoot = null)
    {
        var folder = RunFolder.Open(path);
        var (config, epochs) = (folder.ReadConfig(), folder.ReadEpochs());
        var start = folder.ReadStart();
        if (start is null || epochs.Count == 0 || epochs.Any(e => e.Monitor is null))
            throw new RequestException($"run '{path}' has no record of its modes", epochs.Count == 0 ? "it has not finished an epoch" : "its monitor was off", "train with --monitor true");
        MonitorRecord[] looks = [start, .. epochs.Select(e => e.Monitor!)];
        var times = Times(config, epochs);
        var shared = Shared(looks);
        double[] measured = [.. Enumerable.Range(0, shared.Columns).Select(j => Half(times, shared, j))];
        double[] foretold = [.. forecast.Modes.Select(m => m.HalfTime).Where(double.IsFinite).Order().Take(shared.Columns)];
        double[] ratios = [.. foretold.Zip(measured, (f, m) => m / f).Where(r => double.IsFinite(r) && r > 0).Order()];
        double? factor = ratios.Length > 0 ? ratios[ratios.Length / 2] : null;
        double[] errors = [.. foretold.Zip(measured, (f, m) => double.IsFinite(m) && f > 0 && factor is { } x ? (m / (f * x)) - 1 : double.NaN)];
        var drift = RunTangent.Drift(folder, dataRoot);
        return new RunComparison { KernelDrift = drift, Times = times, Shared = shared, HalfTimes = measured, Foretold = foretold, TimeFactor = factor, Errors = errors, Explanations = Explain(config, epochs, forecast, times, foretold, measured, factor, errors, drift) };
    }

    private static double[] Times(TrainConfig config, IReadOnlyList<EpochRecord> epochs)
    {
        var pace = config.Optimiser == "adamw" ? 1 : 1 / (1 - config.SgdMomentum);
        var times = new double[epochs.Count + 1];
        for (var e = 0; e < epochs.Count; e++)
        {
            var (steps, before) = e == 0 ? (epochs[0].Step, config.WarmUp > 0 ? 0 : config.LearningRate) : (epochs[e].Step - epochs[e - 1].Step, epochs[e - 1].LearningRate);
            times[e + 1] = times[e] + (pace * steps * (before + epochs[e].LearningRate) / 2);
        }

        return times;
    }

    private static Matrix Shared(MonitorRecord[] looks)
    {
        var count = looks.Min(l => Math.Min(l.Embedding.Modes.Length, l.Embedding.ModeCorrelations.Length));
        var result = new Matrix(looks.Length, count);
        for (var e = 0; e < looks.Length; e++)
        {
            var layer = looks[e].Embedding;
            layer.Modes.Zip(layer.ModeCorrelations, (share, rho) => Math.Max(0, layer.Variance * share * rho)).OrderDescending().Take(count).ToArray().CopyTo(result.Row(e));
        }

        return result;
    }

    private static double Half(double[] times, Matrix shared, int mode)
    {
        var last = shared.Rows - 1;
        var goal = shared[last, mode] / 2;
        if (!(shared[last, mode] > Faint * shared[last, 0])) return double.PositiveInfinity;
        for (var e = 0; e <= last; e++)
        {
            if (shared[e, mode] < goal) continue;
            return e == 0 ? 0 : times[e - 1] + ((times[e] - times[e - 1]) * (goal - shared[e - 1, mode]) / (shared[e, mode] - shared[e - 1, mode]));
        }

        return double.PositiveInfinity;
    }

    private static List<string> Explain(TrainConfig config, IReadOnlyList<EpochRecord> epochs, Forecast forecast, double[] times, double[] foretold, double[] measured, double? factor, double[] errors, TangentDrift? drift)
    {
        var text = new List<string>();
        if (config.Optimiser != "sgd") text.Add($"{config.Optimiser} follows no clock of learning rate x steps: only the order of the modes can be compared, after one factor of time");
        if (!config.Encoder.StartsWith("linear", StringComparison.Ordinal)) text.Add($"the run's encoder '{config.Encoder}' is not linear: the forecast is that of a linear model of its inputs");
        if (config.WeightDecay > 0) text.Add(string.Create(CultureInfo.InvariantCulture, $"weight decay {config.WeightDecay} shrinks all modes, weak ones most"));
        if (forecast.Inputs == "whitened") text.Add("the forecast is for whitened inputs, the run sees them as they are: directions of large variance come earlier");
        var young = foretold.Count(t => t * (factor ?? 1) > times[^1]);
        if (young > 0) text.Add($"{young} of {foretold.Length} modes are foretold for after the end of the run: not yet learnt, no collapse");
        var missing = foretold.Zip(measured).Count(p => double.IsInfinity(p.Second) && p.First * (factor ?? 1) <= times[^1]);
        if (missing > 0) text.Add($"{missing} modes should be there and are not: small batches ({config.Batch}), strong regularisation, or a collapse");
        var finite = errors.Where(double.IsFinite).ToList();
        if (finite.Count > 2 && finite.All(e => Math.Abs(e) < Alike)) text.Add("after one factor of time every mode comes when foretold, within 15%");
        else if (finite.Count > 2 && finite[^1] > Alike && finite[0] < Alike) text.Add($"late modes come later than foretold: batches of {config.Batch} delay weak modes; see --batch");
        if (drift is not null) text.Add(Moved(drift));
        foreach (var finding in epochs[^1].Monitor!.Findings) text.Add($"monitor: {finding.Text}");
        return text;
    }

    private static string Moved(TangentDrift drift) => string.Create(CultureInfo.InvariantCulture, $"the network's tangent kernel has changed by {drift.Relative:P0} of its size since before training (cosine {drift.Alignment:F2}): ")
        + (drift.Relative < Still ? "it learns nearly as its linearisation does" : "no frozen kernel foretells its curve");
}
