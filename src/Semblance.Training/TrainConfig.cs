using Semblance.Options;
using Semblance.Objectives;
using Semblance.Pairs;

namespace Semblance.Training;

/// <summary>Everything that decides a pre-training run, apart from the machine. Two runs of one config on one machine with one thread
/// count end in the same bits.</summary>
public sealed record TrainConfig
{
    /// <summary>Data set: <c>fashion-mnist</c>, <c>folder:DIR</c>, <c>npy:FILE</c>.</summary>
    [Option("data", "data set to learn from; `semblance datasets` lists them")]
    public string Data { get; init; } = "";

    /// <summary>File of labels for data that are one file; null for the data set's own.</summary>
    [Option("labels", "file of integer labels, .npy, for npy: and csv: data; {split} stands for train or test")]
    public string? Labels { get; init; }

    /// <summary>Largest tolerated share of images that cannot be read.</summary>
    [Option("max-corrupt-share", "share of images that may be unreadable; they are skipped, counted and listed, and more of them stop the run", Min = 0, Max = 1)]
    public double MaxCorruptShare { get; init; } = 0.01;

    /// <summary>Method name.</summary>
    [Option("method", "what is trained for; `semblance methods` lists them")]
    public string Method { get; init; } = "simclr";

    /// <summary>Encoder with options after a colon.</summary>
    [Option("encoder", "the network that makes the representation, with options after a colon: resnet18:width=0.25")]
    public string Encoder { get; init; } = "cnn";

    /// <summary>Projection head with options after a colon; <c>none</c> for none. Default <c>paper</c>: the method's own.</summary>
    [Option("head", "projection head after the encoder: paper (the method's own), none, linear:out=128, mlp:hidden=512,out=128")]
    public string Head { get; init; } = OwnHead;

    /// <summary>Augmentation preset or YAML file.</summary>
    [Option("augment", "augmentation preset or YAML file: simclr, simclr-small, fashion, moco, barlow, none")]
    public string Augment { get; init; } = "simclr-small";

    /// <summary>What belongs together.</summary>
    [Option("pairs", "what belongs together: augmentation (views of one sample), same-label (samples of one class), list:FILE (a CSV of row pairs), or own (those that come with the data)")]
    public string Pairs { get; init; } = "augmentation";

    /// <summary>Views of each sample in a batch.</summary>
    [Option("views", "views drawn of each sample", Min = 2, Max = 64)]
    public int Views { get; init; } = 2;

    /// <summary>Edge of the views in pixels; null for the data's own size.</summary>
    [Option("image-size", "edge of the views", Min = 4, Max = 4096, Unit = "pixels")]
    public int? ImageSize { get; init; }

    /// <summary>Edge of the images when features are taken; null for <see cref="ImageSize"/>.</summary>
    [Option("evaluation-size", "edge of the whole images when features are taken; a crop of half the area shows things larger than the whole image does", Min = 4, Max = 4096, Unit = "pixels")]
    public int? EvaluationSize { get; init; }

    /// <summary>Colour channels the encoder sees; null for the data's own.</summary>
    [Option("channels", "colour channels the encoder sees; 3 repeats a grey image", Min = 1, Max = 3)]
    public int? Channels { get; init; }

    /// <summary>Passes over the data.</summary>
    [Option("epochs", "passes over the data", Min = 1, Max = 1_000_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>Stop after this many optimiser steps; null for all of the epochs.</summary>
    [Option("steps", "stop after this many optimiser steps, whatever the epochs; the schedule ends there", Min = 1)]
    public int? Steps { get; init; }

    /// <summary>Samples in a batch.</summary>
    [Option("batch", "samples in a batch; each gives one row per view", Min = 2, Max = 1_000_000)]
    public int Batch { get; init; } = 256;

    /// <summary>Optimiser.</summary>
    [Option("optimiser", "how weights are updated", Words = "sgd|adamw|lars")]
    public string Optimiser { get; init; } = "adamw";

    /// <summary>Peak learning rate.</summary>
    [Option("learning-rate", "peak learning rate, reached after the warm-up", Min = 0, MinExclusive = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Final learning rate as a share of the peak.</summary>
    [Option("final-learning-rate", "learning rate at the end of the cosine, as a share of the peak", Min = 0, Max = 1)]
    public double FinalLearningRate { get; init; }

    /// <summary>Warm-up as a share of all steps.</summary>
    [Option("warm-up", "linear warm-up, as a share of all steps", Min = 0, Max = 1)]
    public double WarmUp { get; init; } = 0.05;

    /// <summary>Weight decay.</summary>
    [Option("weight-decay", "weight decay; biases and normalisation are left out", Min = 0)]
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Momentum of SGD and LARS.</summary>
    [Option("sgd-momentum", "momentum of sgd and lars", Min = 0, Max = 0.9999)]
    public double SgdMomentum { get; init; } = 0.9;

    /// <summary>Largest gradient length; null for no limit.</summary>
    [Option("clip", "longest gradient that is applied; longer ones are scaled down", Min = 0, MinExclusive = true)]
    public double? Clip { get; init; }

    /// <summary>Element type of convolutions and matrix products.</summary>
    [Option("precision", "type of convolutions and matrix products; auto takes bfloat16 where a short measurement finds it faster", Words = "auto|float32|bfloat16")]
    public string Precision { get; init; } = "auto";

    /// <summary>Epochs between two online evaluations.</summary>
    [Option("evaluate-every", "epochs between two online evaluations; 0 for none", Min = 0, Unit = "epochs")]
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>Whether the collapse monitor looks at the features before training and after each epoch. Default true.</summary>
    [Option("monitor", "whether the collapse monitor looks at the features before training and after each epoch; the weights do not depend on it")]
    public bool Monitor { get; init; } = true;

    /// <summary>Samples the monitor looks at. Default 1024.</summary>
    [Option("monitor-samples", "samples the collapse monitor looks at, each in two views; all of them where there are fewer", Min = 64, Max = 1024)]
    public int MonitorSamples { get; init; } = 1024;

    /// <summary>Whether two looks in a row that find a collapse end the run. Default false.</summary>
    [Option("stop-on-collapse", "end the run, with a note, when the monitor finds a collapse in two looks in a row")]
    public bool StopOnCollapse { get; init; }

    /// <summary>Steps between two checkpoints within an epoch; each epoch ends with one anyway.</summary>
    [Option("checkpoint-every", "steps between two checkpoints; every epoch ends with one anyway; 0 for those only", Min = 0, Unit = "steps")]
    public int CheckpointEvery { get; init; }

    /// <summary>Seed of everything random.</summary>
    [Option("seed", "seed of everything random", Min = 0)]
    public int Seed { get; init; }

    /// <summary>The method's own options, by name.</summary>
    public IReadOnlyDictionary<string, string> MethodOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The data of this run.</summary>
    /// <param name="split">Which part.</param>
    /// <param name="dataRoot">Folder to look in first; null for the usual places.</param>
    public DataRequest Request(Split split, string? dataRoot) => new()
    {
        Name = Data,
        Split = split,
        DataRoot = dataRoot,
        LabelsFile = Labels,
        ImageSize = EvaluationSize ?? ImageSize,
        Channels = Channels,
        MaxCorruptShare = MaxCorruptShare,
    };

    /// <summary>The word for the head that the method's paper has.</summary>
    internal const string OwnHead = "paper";

    /// <summary>The head to build.</summary>
    internal string HeadOf(Method method) => Head == OwnHead ? method.Head : Head;
}
