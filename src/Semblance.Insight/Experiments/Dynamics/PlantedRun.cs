using Semblance.Networks.Optimisers;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Loop;
using Semblance.Training.Monitor;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>A small training on drawn data, watched by the collapse monitor: shared factors mixed into 6 x 6 pixels, and noise of its own in each view.</summary>
/// <remarks>Encoder, head, loss and optimiser are those of a run with the same options; only views are made here, and nothing is written.</remarks>
internal sealed record PlantedRun
{
    private const int Edge = 6, Pixels = Edge * Edge, Watched = 512, Batch = 128;

    /// <summary>Method, encoder, head and the like, as on the command line.</summary>
    internal required IReadOnlyList<(string Name, string Value)> Options { get; init; }

    /// <summary>Factors that two views share.</summary>
    internal required int Factors { get; init; }

    /// <summary>Deviation of the noise of a view in each pixel; factors have about 1.</summary>
    internal required double Noise { get; init; }

    /// <summary>Seed of data, weights and batches.</summary>
    internal required int Seed { get; init; }

    /// <summary>Done to the network before training.</summary>
    internal Action<Learner, Rng> Plant { get; init; } = (_, _) => { };

    internal int Steps { get; init; } = 240;

    internal int Looks { get; init; } = 6;

    /// <summary>All looks, the first before training.</summary>
    internal List<MonitorRecord> Train()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(Seed);
        var config = TrainConfigs.From([new("data", "drawn"), new("optimiser", "adamw"), new("learning-rate", "0.003"), new("seed", $"{Seed}"), .. Options.Select(o => KeyValuePair.Create(o.Name, o.Value))]);
        using var learner = new Learner(config, ViewPlan.Plain(new SampleShape(1, Edge, Edge), null), 0);
        Plant(learner, rng);
        using var optimiser = Optimisers.Create(config.Optimiser, new OptimiserOptions { LearningRate = config.LearningRate, WeightDecay = config.WeightDecay, Momentum = config.SgdMomentum }, learner.Trained);
        var mixing = Mixing(rng);
        var monitor = new CollapseMonitor(new MethodReference(learner.Optimum, learner.Head.OutputDim), 0);
        var (watched, looks) = (Views(rng, mixing, Watched), new List<MonitorRecord>());
        Look(0);
        for (var step = 1; step <= Steps; step++)
        {
            using (new TensorScope())
            {
                var loss = learner.Loss(Views(rng, mixing, Batch), 2, null, ElementType.Float32);
                optimiser.ZeroGradient();
                Gradients.Backward(loss.Total);
                optimiser.Step();
                learner.Follow((double)step / Steps);
            }

            if (step % (Steps / Looks) == 0) Look((double)step / Steps);
        }

        return looks;

        void Look(double progress)
        {
            var (representation, embedding) = Features(learner, watched);
            looks.Add(monitor.Look(representation, embedding, looks, progress));
        }
    }

    private Tensor Mixing(Rng rng)
    {
        var axes = Manifold.Frame(rng, Factors, Pixels).ToTensor();
        var sizes = (Tensor.RandomUniform(rng, [Factors, 1], ElementType.Float64) * 0.6) + 0.7;
        return (axes * sizes).To(ElementType.Float32);
    }

    /// <summary>Both views of fresh samples, [2 * count, 1, edge, edge].</summary>
    private Tensor Views(Rng rng, Tensor mixing, int count)
    {
        var shared = Tensor.RandomNormal(rng, [count, Factors]).MatMul(mixing);
        return (Tensor.Cat([shared, shared], 0) + (Tensor.RandomNormal(rng, [2L * count, Pixels]) * Noise)).Reshape(2L * count, 1, Edge, Edge);
    }

    private static (FeatureViews Representation, FeatureViews Embedding) Features(Learner learner, Tensor samples)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        learner.Encoder.Train(false);
        learner.Head.Train(false);
        var representation = learner.Encoder.Forward(samples);
        var embedding = learner.Head.Forward(representation);
        learner.Encoder.Train();
        learner.Head.Train();
        return (Both(representation), Both(embedding));
    }

    private static FeatureViews Both(Tensor features)
    {
        var values = features.Contiguous().ToArray<float>();
        var half = values.Length / 2;
        return new FeatureViews(Watched, (int)features.Size(1), [values[..half], values[half..]], []);
    }
}
