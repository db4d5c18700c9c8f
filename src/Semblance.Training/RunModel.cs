using System.Globalization;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Networks.Layers;
using Semblance.Objectives;
using Semblance.Objectives.Generative;
using Semblance.Options;
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
    private readonly IObjective? _objective;

    private RunModel(TrainConfig config, Encoder encoder, ProjectionHead head, IObjective? objective)
    {
        _config = config;
        _encoder = encoder;
        _head = head;
        _objective = objective;
    }

    /// <summary>Size of a representation.</summary>
    public int RepresentationDim => _encoder.OutputDim;

    /// <summary>Size of an embedding.</summary>
    public int EmbeddingDim => _head.OutputDim;

    /// <summary>Which features downstream tasks use: the method's own.</summary>
    public FeatureLayer OwnLayer => OwnFeatures.Of(Methods.Named(_config.Method));

    /// <summary>Posterior and decoder of a generative method; null for the others.</summary>
    public IGenerativeModel? Generative => _objective as IGenerativeModel;

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

    /// <summary>The first samples of a data set, whole and without augmentation, as the data have them: pixels in [0, 1], [rows, c, h, w], or [rows, dim]; lives in the caller's scope.</summary>
    /// <param name="data">Data of the run's shape.</param>
    /// <param name="rows">How many; fewer where there are not as many.</param>
    public Tensor Pixels(DataSet data, int rows)
    {
        using var scope = new TensorScope();
        var plan = ViewPlan.Plain(data, _config.EvaluationSize ?? _config.ImageSize);
        using var loader = ViewLoader.InOrder(data, plan, Math.Min(rows, data.Count), channelsLast: true);
        using var batch = loader.Epoch(0).First();
        return scope.Return(new Pixels(plan).Of(SampleTensors.Of(batch, 1, plan.Output, Device.Cpu)));
    }

    /// <summary>Name of each layer whose features can be had: the representation, each hidden layer of the head, the embedding where there is a head.</summary>
    public IReadOnlyList<string> LayerNames => _head.Layers.Count == 0
        ? ["representation"]
        : ["representation", .. Enumerable.Range(1, _head.Layers.Count(l => l is Relu)).Select(k => $"head {k}"), "embedding"];

    /// <summary>What each layer gives for samples that are in memory, without gradients, in the order of <see cref="LayerNames"/>; lives in the caller's scope.</summary>
    /// <param name="samples">Normalised as the run's views are, float32, [rows, c, h, w] or [rows, dim].</param>
    /// <returns>One tensor [rows, size] for each layer, float32.</returns>
    public IReadOnlyList<Tensor> Layers(Tensor samples)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var representation = Represent(samples);
        _head.Train(false);
        Tensor[] layers = _head.Layers.Count == 0 ? [representation] : [representation, .. _head.Outputs(representation)];
        return scope.Return<IReadOnlyList<Tensor>>(layers);
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
        _objective?.Dispose();
    }

    internal static void Save(RunFolder folder, Learner learner, SampleShape shape)
    {
        string[] parts = learner.Method.IsGenerative ? ["encoder.", "head.", "objective."] : ["encoder.", "head."];
        var tensors = learner.State.Where(t => parts.Any(p => t.Key.StartsWith(p, StringComparison.Ordinal))).ToList();
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
        var method = Methods.Named(config.Method);
        var head = Heads.Create(config.HeadOf(method), encoder.OutputDim, rng);
        var objective = !method.IsGenerative ? null : method.Create(
            OptionSet.Read(method.OptionsType, config.MethodOptions, $"method '{method.Name}'"), Learner.Context(encoder, head, plan.Output, 0, rng));
        var model = new RunModel(config, encoder, head, objective);
        try
        {
            if (weights is not null)
            {
                encoder.Load(weights, "encoder.");
                head.Load(weights, "head.");
                objective?.Parts?.Load(weights, "objective.");
            }
        }
        catch
        {
            model.Dispose();
            throw;
        }

        encoder.ChannelsLast();
        objective?.Parts?.ChannelsLast();
        objective?.Parts?.Train(false);
        return model;
    }
}
