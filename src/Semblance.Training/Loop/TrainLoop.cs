using System.Diagnostics;
using Semblance.Errors;
using Semblance.Networks.Optimisers;
using Semblance.Networks.Schedules;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Monitor;
using Semblance.Training.Profile;
using Semblance.Training.Runs;

namespace Semblance.Training.Loop;

/// <summary>The loop over epochs and batches.</summary>
internal sealed class TrainLoop : IDisposable
{
    private readonly TrainConfig _config;
    private readonly ITrainObserver? _observer;
    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly int _classes;
    private readonly Device _device;
    private readonly ElementType _precision;
    private readonly Learner _learner;
    private readonly Optimiser _optimiser;
    private readonly ViewLoader _loader;
    private readonly OnlineEvaluation _online;
    private readonly RunMonitor? _monitor;
    private readonly WarmupCosine _schedule;
    private readonly int _totalSteps;
    private readonly StepProfile? _profile;

    internal TrainLoop(TrainConfig config, DataSet data, ViewPlan plan, int classes, TrainRequest request, ITrainObserver? observer)
    {
        (_config, _data, _plan, _classes, _device, _observer) = (config, data, plan, classes, request.Device, observer);
        _precision = PrecisionChoice.Type(config.Precision);
        _loader = new ViewLoader(data, plan, PairSources.Named(config.Pairs, data), new LoaderOptions
        {
            Batch = config.Batch,
            Views = config.Views,
            Seed = config.Seed,
            Workers = request.Workers,
            ChannelsLast = true,
        });
        _profile = request.Profile ? new StepProfile(_precision, _device) : null;
        _totalSteps = config.Steps ?? checked(config.Epochs * _loader.BatchesPerEpoch);
        _learner = new Learner(config, plan, classes);
        RequireLabels();
        _learner.Place(_device);
        _optimiser = Optimisers.Create(
            config.Optimiser,
            new OptimiserOptions { LearningRate = config.LearningRate, WeightDecay = config.WeightDecay, Momentum = config.SgdMomentum },
            _learner.Trained);
        OrthonormalConstraint.Attach(_optimiser, [("encoder.", _learner.Encoder), ("head.", _learner.Head)]);
        _schedule = new WarmupCosine(config.LearningRate, (int)Math.Round(config.WarmUp * _totalSteps), _totalSteps, config.FinalLearningRate * config.LearningRate);
        _online = new OnlineEvaluation(data, ViewPlan.Plain(data, config.EvaluationSize ?? config.ImageSize), config.Seed, request.Workers);
        _monitor = config.Monitor ? new RunMonitor(config, data, plan, _learner, classes, request.Workers) : null;
    }

    public void Dispose()
    {
        _profile?.Dispose();
        _loader.Dispose();
        _optimiser.Dispose();
        _learner.Dispose();
    }

    internal void Run(RunFolder folder, CancellationToken stop)
    {
        var progress = Checkpoint.Load(folder, _learner, _optimiser);
        _observer?.OnStart(Describe(progress));
        try
        {
            if (!_learner.Method.Trains) EndEpoch(folder, progress);
            else if (progress.Step == 0) progress.Start ??= _monitor?.Look(progress, _device, _precision, 0);
            while (_learner.Method.Trains && progress.Step < _totalSteps && !IsCollapsed(progress)) RunEpoch(folder, progress, stop);
        }
        catch (OperationCanceledException)
        {
            Save(folder, progress);
            folder.WriteSummary(RunStatus.Interrupted, progress.Step, progress.Epochs.LastOrDefault());
            throw;
        }
        catch (Exception e) when (e is RunException or TorchException)
        {
            folder.WriteSummary(RunStatus.Failed, progress.Step, progress.Epochs.LastOrDefault(), e.Message);
            throw;
        }

        Finish(folder, progress);
    }

    /// <summary>Where the time went, also written to the run folder; null when that was not asked for.</summary>
    internal TrainProfile? Profile(RunFolder folder)
    {
        if (_profile?.Result() is not { } profile) return null;
        folder.WriteProfile(profile);
        return profile;
    }

    private void RunEpoch(RunFolder folder, Progress progress, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var waitedBefore = _loader.WaitSeconds;
        foreach (var batch in _loader.Epoch(progress.Epochs.Count, progress.Batches))
        {
            using (batch)
            {
                _profile?.Begin();
                var (loss, terms) = Step(batch, progress.Step);
                var waited = _loader.WaitSeconds;
                _profile?.End(waited - waitedBefore);
                progress.Add(loss, terms, watch.Elapsed.TotalSeconds, waited - waitedBefore);
                watch.Restart();
                waitedBefore = waited;
            }

            _observer?.OnStep(new TrainStep(
                progress.Step, progress.Epochs.Count + 1, progress.MeanLoss, progress.Batches * _config.Batch / progress.Seconds, progress.DataWait));
            if (progress.Step >= _totalSteps) break;
            stop.ThrowIfCancellationRequested();
            if (_config.CheckpointEvery > 0 && progress.Step % _config.CheckpointEvery == 0) Save(folder, progress);
        }

        EndEpoch(folder, progress);
    }

    private (double Loss, List<KeyValuePair<string, double>> Terms) Step(ViewBatch batch, int done)
    {
        using var scope = new TensorScope();
        var labels = _classes > 0 ? Tensor.From(batch.Labels, batch.Count).To(_device) : null;
        var samples = SampleTensors.Of(batch, _config.Views, _plan.Output, _device);
        var terms = _learner.Loss(samples, _config.Views, labels, _precision, done, _profile);
        var loss = terms.Total.Item();
        var parts = terms.Parts.Select(p => KeyValuePair.Create(p.Key, p.Value.Item())).ToList();
        if (!double.IsFinite(loss)) throw NotFinite(done + 1, loss, parts);
        _optimiser.LearningRate = _schedule.At(done);
        _optimiser.ZeroGradient();
        _profile?.Enter(TrainPhase.Backward);
        Gradients.Backward(terms.Total);
        _profile?.Enter(TrainPhase.Optimiser);
        if (_config.Clip is { } clip) GradientNorm.Clip(_learner.Trained.Select(p => p.Value), clip);
        _optimiser.Step();
        _learner.Follow((done + 1.0) / _totalSteps);
        return (loss, parts);
    }

    private void EndEpoch(RunFolder folder, Progress progress)
    {
        var isLast = progress.Step >= _totalSteps || !_learner.Method.Trains;
        var epoch = progress.Epochs.Count + 1;
        _profile?.Enter(TrainPhase.Evaluation);
        var look = _config.EvaluateEvery > 0 && (isLast || epoch % _config.EvaluateEvery == 0);
        var scores = look ? _online.Measure(new FeatureReader(_learner.Encoder, _learner.Head, _device, _precision), OwnFeatures.Of(_learner.Method)) : new OnlineScores();
        var monitor = _learner.Method.Trains ? _monitor?.Look(progress, _device, _precision, (double)progress.Step / _totalSteps) : null;
        _profile?.Enter(TrainPhase.Files);
        var record = progress.EndEpoch(_config.Batch, _schedule.At(Math.Max(0, progress.Step - 1)), scores, monitor, _learner.Objective.Review);
        Save(folder, progress);
        folder.WriteEpochs(progress.Epochs, progress.Start);
        folder.WriteSkipped(_data.Skipped);
        folder.WriteSummary(RunStatus.Running, progress.Step, record);
        _profile?.Pause();
        _observer?.OnEpoch(record);
    }

    private void Save(RunFolder folder, Progress progress) => Checkpoint.Save(folder, _learner, _optimiser, progress);

    private void Finish(RunFolder folder, Progress progress)
    {
        RunModel.Save(folder, _learner, _plan.Output);
        folder.WriteEpochs(progress.Epochs, progress.Start);
        folder.WriteSummary(RunStatus.Finished, progress.Step, progress.Epochs.LastOrDefault(), note: IsCollapsed(progress) && progress.Step < _totalSteps
            ? $"stopped after step {progress.Step} of {_totalSteps}: {progress.Epochs[^1].Monitor!.Findings[0].Text}" : null);
    }

    private bool IsCollapsed(Progress progress) =>
        _config.StopOnCollapse && progress.Epochs.LastOrDefault()?.Monitor is { CollapsedLooks: >= RunMonitor.LooksToStop };

    private TrainPlan Describe(Progress progress) => new(
        _data.Count, _learner.Method.Trains ? _totalSteps : 0, progress.Step, _learner.Trained.Sum(p => p.Value.Count), _learner.Encoder.Spec, _config.HeadOf(_learner.Method),
        _learner.Encoder.OutputDim, _learner.Head.OutputDim, _config.Precision, _data.Skipped);

    private void RequireLabels()
    {
        if (_learner.Method.NeedsLabels && _classes == 0)
        {
            throw new RequestException($"method '{_config.Method}' needs labels", $"data set '{_config.Data}' has none", "give a labelled data set, or a method that needs none: `semblance methods`");
        }
    }

    private static RunException NotFinite(int step, double loss, List<KeyValuePair<string, double>> terms) => new(
        $"the loss is not finite at step {step}",
        FormattableString.Invariant($"loss {loss}; {string.Join(", ", terms.Select(t => FormattableString.Invariant($"{t.Key} {t.Value}")))}"),
        "lower --set learning-rate, set clip, or train with precision float32; the last good checkpoint is kept in the run folder");
}
