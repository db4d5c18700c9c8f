using Semblance.Networks;
using Semblance.Networks.Decoders;
using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Objectives;
using Semblance.Objectives.Spectral;
using Semblance.Options;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Profile;

namespace Semblance.Training.Loop;

/// <summary>Everything that learns in a run: encoder, head, the objective's own parts, and the slowly following copies where the method has them.</summary>
/// <remarks>The representation is what the encoder gives, the embedding what the head makes of it; losses see embeddings only.</remarks>
internal sealed class Learner : IDisposable
{
    /// <summary>Odd, about 2^63 times the golden ratio, so that neighbouring steps have unlike seeds.</summary>
    private const long StepStride = 0x1E3779B97F4A7C15;

    private readonly object _options;
    private readonly int _seed;
    private readonly Pixels _pixels;

    internal Learner(TrainConfig config, ViewPlan plan, int classes)
    {
        var shape = plan.Output;
        (_seed, _pixels) = (config.Seed, new Pixels(plan));
        Method = Methods.Named(config.Method);
        _options = OptionSet.Read(Method.OptionsType, config.MethodOptions, $"method '{Method.Name}'");
        using var scope = new TensorScope();
        using var rng = new Rng(config.Seed);
        Encoder = Encoders.Create(config.Encoder, shape.Channels, shape.Height, shape.Width, rng);
        Head = Heads.Create(config.HeadOf(Method), Encoder.OutputDim, rng);
        Objective = Method.Create(_options, Context(Encoder, Head, shape, classes, rng));
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
    /// <param name="step">Steps done before; with the seed it decides what the objective draws.</param>
    /// <param name="profile">Told when the network is done and the objective begins; null for nobody.</param>
    /// <remarks>All views pass the network as one batch, so batch normalisation sees them together, as SimCLR does; papers that pass them
    /// one by one (SimSiam, VICReg) normalise each view by itself.</remarks>
    internal LossTerms Loss(Tensor samples, int views, Tensor? labels, ElementType precision, int step = 0, StepProfile? profile = null)
    {
        profile?.Enter(TrainPhase.Forward);
        var rows = samples.Size(0) / views;
        var (representation, online) = Embed(Encoder, Head, samples, precision);
        IReadOnlyList<Tensor>? target = null;
        if (TargetEncoder is not null)
        {
            using var silent = new NoGradient();
            target = Embed(TargetEncoder, TargetHead!, samples, precision).Embedding.Split(rows);
        }

        profile?.Enter(TrainPhase.Loss);
        if (Method.IsGenerative)
        {
            using var draws = new Rng(_seed ^ ((step + 1L) * StepStride), samples.Device);
            return Objective.Terms(new ViewEmbeddings(online.Split(rows), null, labels)
            {
                Samples = _pixels.Of(samples).Split(rows),
                Representations = representation.Split(rows),
                Draws = draws,
            });
        }

        return Objective.Terms(new ViewEmbeddings(online.Split(rows), target, labels));
    }

    /// <summary>What an objective is told of the run.</summary>
    internal static ObjectiveContext Context(Encoder encoder, ProjectionHead head, SampleShape shape, int classes, Rng rng) => new(head.OutputDim, classes, rng)
    {
        Network = new NetworkContext(encoder.Spec, encoder.OutputDim, new SampleSize(shape.Channels, shape.Height, shape.Width)),
    };

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

    private static (Tensor Representation, Tensor Embedding) Embed(Encoder encoder, ProjectionHead head, Tensor samples, ElementType precision)
    {
        using var cast = new Autocast(samples.Device, precision);
        var representation = encoder.Forward(samples);
        return (representation, head.Forward(representation).To(ElementType.Float32));
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.Select(t => KeyValuePair.Create(prefix + t.Key, t.Value));
}
