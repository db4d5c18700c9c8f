using System.Globalization;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Objectives;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;
using Semblance.Training.Runs;

namespace Semblance.Training;

/// <summary>The trained network of a run: the encoder, whose output is the representation, and the head, whose output is the embedding.</summary>
public sealed class RunModel : IDisposable
{
    private readonly TrainConfig _config;
    private readonly Encoder _encoder;
    private readonly ProjectionHead _head;

    private RunModel(TrainConfig config, Encoder encoder, ProjectionHead head)
    {
        _config = config;
        _encoder = encoder;
        _head = head;
    }

    /// <summary>Size of a representation.</summary>
    public int RepresentationDim => _encoder.OutputDim;

    /// <summary>Size of an embedding.</summary>
    public int EmbeddingDim => _head.OutputDim;

    /// <summary>From samples to representations.</summary>
    internal Encoder Encoder => _encoder;

    /// <summary>From representations to embeddings.</summary>
    internal ProjectionHead Head => _head;

    /// <summary>Loads the network of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="RequestException">The run has not finished an epoch, or its weights are damaged.</exception>
    public static RunModel Load(RunFolder folder)
    {
        var file = new[] { folder.WeightsFile, folder.CheckpointFile }.FirstOrDefault(File.Exists)
            ?? throw new RequestException($"run '{folder.Path}' has no weights yet", "it was stopped before its first checkpoint", "continue it with `semblance train ... --resume`");
        using var weights = Safetensors.Read(file);
        return Build(folder.ReadConfig(), ViewPlan.FromYaml(folder.ReadViews()), weights.Tensors);
    }

    /// <summary>The network of a run as it was before training.</summary>
    /// <param name="folder">The run folder.</param>
    public static RunModel Untrained(RunFolder folder) => Build(folder.ReadConfig(), ViewPlan.FromYaml(folder.ReadViews()), null);

    /// <summary>Features of a whole data set, in its order, without augmentation.</summary>
    /// <param name="request">The data set and split; image size and channels are taken from the run.</param>
    /// <param name="layer">Which features.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="workers">Threads that read samples, >= 1.</param>
    /// <param name="onBatch">Told the number of rows done and of all rows.</param>
    /// <exception cref="RequestException">The data has another shape than the run's.</exception>
    public RunFeatures Embed(DataRequest request, FeatureLayer layer, Device device, int workers = 1, Action<int, int>? onBatch = null)
    {
        using var data = DataSets.Open(request with { ImageSize = _config.EvaluationSize ?? _config.ImageSize, Channels = _config.Channels });
        var plan = ViewPlan.Plain(data, _config.EvaluationSize ?? _config.ImageSize);
        _encoder.To(device);
        _head.To(device);
        var reader = new FeatureReader(_encoder, _head, device, PrecisionChoice.Type(_config.Precision));
        var table = reader.Read(data, plan, rows: null, wantEmbedding: layer == FeatureLayer.Embedding, workers, done => onBatch?.Invoke(done, data.Count));
        var values = layer == FeatureLayer.Embedding ? table.Embedding : table.Representation;
        return new RunFeatures(values, data.Count, values.Length / Math.Max(1, data.Count), data.Labels is null ? null : table.Labels, data.ClassNames);
    }

    /// <summary>Representations of samples that are in memory, without gradients, [rows, c, h, w] or [rows, dim] -> [rows, representation dim]; lives in the caller's scope.</summary>
    /// <param name="samples">Normalised as the run's views are, float32.</param>
    public Tensor Represent(Tensor samples)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        using var cast = new Autocast(samples.Device, PrecisionChoice.Type(_config.Precision));
        _encoder.Train(false);
        return scope.Return(_encoder.Forward(samples.Rank == 4 ? samples.ChannelsLast() : samples).To(ElementType.Float32));
    }

    /// <summary>Embeddings from representations, without gradients, [rows, representation dim] -> [rows, embedding dim] float32; lives in the caller's scope.</summary>
    /// <param name="representations">What <see cref="Represent"/> gave.</param>
    public Tensor Project(Tensor representations)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        _head.Train(false);
        return scope.Return(_head.Forward(representations).To(ElementType.Float32));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _head.Dispose();
    }

    internal static void Save(RunFolder folder, Learner learner, SampleShape shape)
    {
        var tensors = learner.State.Where(t => t.Key.StartsWith("encoder.", StringComparison.Ordinal) || t.Key.StartsWith("head.", StringComparison.Ordinal)).ToList();
        Safetensors.Write(folder.WeightsFile, tensors, new Dictionary<string, string>
        {
            ["encoder"] = learner.Encoder.Spec,
            ["input"] = string.Create(CultureInfo.InvariantCulture, $"{shape.Channels}x{shape.Height}x{shape.Width}"),
            ["representation-dim"] = learner.Encoder.OutputDim.ToString(CultureInfo.InvariantCulture),
        });
    }

    private static RunModel Build(TrainConfig config, ViewPlan plan, IReadOnlyDictionary<string, Tensor>? weights)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(config.Seed);
        var encoder = Encoders.Create(config.Encoder, plan.Output.Channels, plan.Output.Height, plan.Output.Width, rng);
        var head = Heads.Create(config.HeadOf(Methods.Named(config.Method)), encoder.OutputDim, rng);
        var model = new RunModel(config, encoder, head);
        try
        {
            if (weights is not null)
            {
                encoder.Load(weights, "encoder.");
                head.Load(weights, "head.");
            }
        }
        catch
        {
            model.Dispose();
            throw;
        }

        encoder.ChannelsLast();
        return model;
    }
}
