using Semblance.Errors;
using Semblance.Options;
using Semblance.Pairs;
using Semblance.Training.Loop;
using Semblance.Training.Runs;

namespace Semblance.Training;

/// <summary>Pre-trains an encoder and writes the run folder.</summary>
public static class Trainer
{
    /// <summary>Runs or resumes a training to its end.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="observer">Told how it goes; null for nobody.</param>
    /// <param name="stop">Ends the run after the current step, with a checkpoint.</param>
    /// <exception cref="RequestException">A value of the config, the data set or the run folder is not right.</exception>
    /// <exception cref="RunException">Data, disk or the training itself failed; the last good checkpoint is kept.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request; <see cref="TrainRequest.Resume"/> continues.</exception>
    public static TrainResult Run(TrainRequest request, ITrainObserver? observer = null, CancellationToken stop = default)
    {
        OptionSet.Validate(request.Config, "train");
        using var data = DataSets.Open(request.Config.Request(Split.Train, request.DataRoot));
        var classes = data.Labels is { Count: > 0 } labels ? labels.Max() + 1 : 0;
        var plan = ViewPlan.Named(request.Config.Augment, data, request.Config.ImageSize);
        var folder = request.Resume && Directory.Exists(request.Out) ? RunFolder.Open(request.Out) : null;
        var config = folder is null ? Resolve(request, plan, classes) : Matching(request.Config, folder.ReadConfig());
        if (folder is not null) plan = ViewPlan.FromYaml(folder.ReadViews());
        using var loop = new TrainLoop(config, data, plan, classes, request, observer);
        if (folder is null)
        {
            folder = RunFolder.Create(request.Out);
            folder.WriteConfig(config, plan.ToYaml());
        }

        loop.Run(folder, stop);
        return new TrainResult(folder, config, folder.ReadEpochs(), loop.Profile(folder));
    }

    private static TrainConfig Resolve(TrainRequest request, ViewPlan plan, int classes) =>
        request.Config with { Precision = PrecisionChoice.Resolve(request.Config, plan, classes, request.Device) };

    /// <summary>The stored config, if the one asked for is the same.</summary>
    private static TrainConfig Matching(TrainConfig asked, TrainConfig stored)
    {
        var resolved = asked.Precision == "auto" ? asked with { Precision = stored.Precision } : asked;
        var before = OptionSet.Values(stored).Concat(stored.MethodOptions).ToDictionary();
        var now = OptionSet.Values(resolved).Concat(resolved.MethodOptions).ToDictionary();
        var different = before.Keys.Union(now.Keys)
            .Where(k => before.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Select(k => $"{k}: {before.GetValueOrDefault(k) ?? "not set"} in the run, {now.GetValueOrDefault(k) ?? "not set"} now")
            .ToList();
        return different.Count == 0
            ? stored
            : throw new RequestException("a run can only be resumed with its own config", string.Join("; ", different), "give the same options, or train into another --out");
    }
}
