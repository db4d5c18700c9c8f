using Semblance.Networks;
using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Objectives;
using Semblance.Objectives.Spectral;
using Semblance.Options;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Everything that learns in a run: encoder, head, the objective's own parts, and the slowly following copies where the method has them.</summary>
/// <remarks>The representation is what the encoder gives, the embedding what the head makes of it; losses see embeddings only.</remarks>
internal sealed class Learner : IDisposable
{
    private readonly object _options;

    internal Learner(TrainConfig config, SampleShape shape, int classes)
    {
        Method = Methods.Named(config.Method);
        _options = OptionSet.Read(Method.OptionsType, config.MethodOptions, $"method '{Method.Name}'");
        using var scope = new TensorScope();
        using var rng = new Rng(config.Seed);
        Encoder = Encoders.Create(config.Encoder, shape.Channels, shape.Height, shape.Width, rng);
        Head = Heads.Create(config.HeadOf(Method), Encoder.OutputDim, rng);
        Objective = Method.Create(_options, new ObjectiveContext(Head.OutputDim, classes, rng));
        if (Method.TargetMomentum is null) return;
        TargetEncoder = Encoders.Create(config.Encoder, shape.Channels, shape.Height, shape.Width, rng);
        TargetHead = Heads.Create(config.HeadOf(Method), Encoder.OutputDim, rng);
        MovingAverage.Update(TargetEncoder, Encoder, 0);
        MovingAverage.Update(TargetHead, Head, 0);
    }

    internal Method Method { get; }

    /// <summary>The method's closed form with its options; null when there is none.</summary>
    internal Optimum? Optimum => Method.Optimum?.Invoke(_options);

    internal Encoder Encoder { get; }

    internal ProjectionHead Head { get; }

    internal IObjective Objective { get; }

    internal Encoder? TargetEncoder { get; }

    internal ProjectionHead? TargetHead { get; }

    /// <summary>What the optimiser updates.</summary>
    internal IReadOnlyList<KeyValuePair<string, Tensor>> Trained =>
        [.. Named("encoder.", Encoder.Parameters), .. Named("head.", Head.Parameters), .. Named("objective.", Objective.Parts?.Parameters ?? [])];

    /// <summary>What a checkpoint holds, besides the optimiser's state.</summary>
    internal IReadOnlyList<KeyValuePair<string, Tensor>> State =>
    [
        .. Named("encoder.", Encoder.State), .. Named("head.", Head.State), .. Named("objective.", Objective.Parts?.State ?? []),
        .. Named("target-encoder.", TargetEncoder?.State ?? []), .. Named("target-head.", TargetHead?.State ?? []),
    ];

    public void Dispose()
    {
        Encoder.Dispose();
        Head.Dispose();
        Objective.Dispose();
        TargetEncoder?.Dispose();
        TargetHead?.Dispose();
    }

    /// <summary>Puts everything on a device, convolution weights in channels-last order.</summary>
    internal void Place(Device device)
    {
        foreach (var module in new Module?[] { Encoder, Head, Objective.Parts, TargetEncoder, TargetHead })
        {
            module?.To(device);
            module?.ChannelsLast();
        }
    }

    /// <summary>The loss of one batch.</summary>
    /// <param name="samples">All views one after the other, [views * batch, c, h, w] or [views * batch, dim].</param>
    /// <param name="views">Number of views.</param>
    /// <param name="labels">Classes, int64 [batch]; null without.</param>
    /// <param name="precision">Type of convolutions and matrix products.</param>
    /// <remarks>All views pass the network as one batch, so batch normalisation sees them together, as SimCLR does; papers that pass them
    /// one by one (SimSiam, VICReg) normalise each view by itself.</remarks>
    internal LossTerms Loss(Tensor samples, int views, Tensor? labels, ElementType precision)
    {
        var online = Embed(Encoder, Head, samples, precision);
        IReadOnlyList<Tensor>? target = null;
        if (TargetEncoder is not null)
        {
            using var silent = new NoGradient();
            target = Embed(TargetEncoder, TargetHead!, samples, precision).Split(samples.Size(0) / views);
        }

        return Objective.Terms(new ViewEmbeddings(online.Split(samples.Size(0) / views), target, labels));
    }

    /// <summary>Moves the slowly following copies after an optimiser step.</summary>
    /// <param name="progress">Share of the training done, 0..1.</param>
    internal void Follow(double progress)
    {
        if (TargetEncoder is null) return;
        var decay = Method.TargetMomentum!(_options, progress);
        MovingAverage.Update(TargetEncoder, Encoder, decay);
        MovingAverage.Update(TargetHead!, Head, decay);
    }

    internal void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        Encoder.Load(state, "encoder.");
        Head.Load(state, "head.");
        Objective.Parts?.Load(state, "objective.");
        TargetEncoder?.Load(state, "target-encoder.");
        TargetHead?.Load(state, "target-head.");
    }

    private static Tensor Embed(Encoder encoder, ProjectionHead head, Tensor samples, ElementType precision)
    {
        using var cast = new Autocast(samples.Device, precision);
        return head.Forward(encoder.Forward(samples)).To(ElementType.Float32);
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.Select(t => KeyValuePair.Create(prefix + t.Key, t.Value));
}
