using System.Globalization;
using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Insight.Capacity;

/// <summary>What is asked of the capacity probe.</summary>
public sealed record CapacityOptions
{
    /// <summary>exact, trained, sweep, or auto, the default: exact for a class that is linear in features (linear, relu:N, fourier:N,W, a kernel, a run's frozen encoder), trained for a network.</summary>
    [Option("mode", "How the class is searched; auto: exact for features, trained for networks.", Words = "auto|exact|trained|sweep")]
    public string Mode { get; init; } = "auto";

    /// <summary>Largest number of functions looked at. Default 64.</summary>
    [Option("max-dim", "Largest number of functions looked at.", Min = 2, Max = 4096)]
    public int MaxDim { get; init; } = 64;

    /// <summary>Largest mean alignment that counts as nearly invariant, in (0, 2); 0.2, the default, is a correlation of 0.9 between views.</summary>
    [Option("tolerance", "Largest mean alignment phi that counts as nearly invariant; 0.2 is a correlation of 0.9 between views.", Min = 0, MinExclusive = true, Max = 2)]
    public double Tolerance { get; init; } = 0.2;

    /// <summary>Weights of the decorrelation term, one training each, joined by commas; the best of them counts at each size. Default 1,10.</summary>
    [Option("lambda", "Weights of the decorrelation term of a trained probe, joined by commas: one training each, the best counts.")]
    public string Lambda { get; init; } = "1,10";

    /// <summary>Sizes that a sweep trains one by one, joined by commas. Default 10,30,100,300.</summary>
    [Option("sizes", "Embedding sizes of a sweep, joined by commas: one training for each of them and each lambda.")]
    public string Sizes { get; init; } = "10,30,100,300";

    /// <summary>Steps of each training. Default 600.</summary>
    [Option("steps", "Steps of each training.", Min = 1, Max = 10_000_000)]
    public int Steps { get; init; } = 600;

    /// <summary>Samples in a batch, at least 2. Default 256.</summary>
    [Option("batch", "Samples in a batch.", Min = 2, Max = 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Peak learning rate, then half a cosine to 0. Default 0.002 for adamw, 0.01 for sgd.</summary>
    [Option("learning-rate", "Peak learning rate, then half a cosine to 0. Default: 0.002 for adamw, 0.01 for sgd.", Min = 0, MinExclusive = true)]
    public double? LearningRate { get; init; }

    /// <summary>adamw, the default, or sgd with momentum 0.9.</summary>
    [Option("optimiser", "adamw, or sgd with momentum 0.9 as in the paper.", Words = "adamw|sgd")]
    public string Optimiser { get; init; } = "adamw";

    /// <summary>Trainings for each lambda, from different seeds. Default 1.</summary>
    [Option("repeats", "Trainings for each lambda, from different seeds.", Min = 1, Max = 100)]
    public int Repeats { get; init; } = 1;

    /// <summary>Whether the constant function belongs to the class; null, the default: yes, except for the class x -> Ux of --encoder linear.</summary>
    [Option("constant", "Whether the constant function belongs to the class. Default: yes, except for --encoder linear, the class x -> Ux.")]
    public bool? Constant { get; init; }

    /// <summary>Added to the second moments: ridge * trace / dim. Default 1e-6.</summary>
    [Option("ridge", "Added to the second moments of an exact probe, times their mean diagonal.", Min = 0, Max = 1)]
    public double Ridge { get; init; } = 1e-6;

    /// <summary>Labels that a classifier will be fitted with, for the size that suits them; null, the default: as many as there are.</summary>
    [Option("use-labels", "Labels that a classifier will be fitted with, for the size that suits them. Default: as many as there are.", Min = 2, Max = 100_000_000)]
    public int? UseLabels { get; init; }

    /// <summary>Seed of every draw. Default 0.</summary>
    public long Seed { get; init; }

    internal IReadOnlyList<double> Lambdas => Numbers(Lambda, "lambda");

    internal IReadOnlyList<int> SizeList => [.. Numbers(Sizes, "sizes").Select(v => (int)v).Order().Distinct()];

    internal double Rate => LearningRate ?? (Optimiser == "sgd" ? 0.01 : 0.002);

    private static List<double> Numbers(string text, string option)
    {
        var numbers = new List<double>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var isNumber = double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number);
            if (!isNumber || (option == "sizes" && number != Math.Floor(number)))
            {
                throw new RequestException($"option '{option}' of capacity has a bad value", $"got '{text}'", option == "sizes" ? "give whole numbers above 0 joined by commas" : "give numbers above 0 joined by commas");
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
