using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Pairs.Moments;

/// <summary>Makes <see cref="PairMoments"/> from what a user has: view arrays, a data set with augmentations, a pair list or graph, or labels.</summary>
public static partial class PairMomentsOf
{
    /// <summary>Moments of rows that belong together across arrays: row i of every view shows sample i.</summary>
    /// <param name="views">The rows of each view, [V][n * d], V at least 2.</param>
    /// <param name="dim">Number of features, d.</param>
    /// <param name="weights">Weight of each sample, at least 0, [n]; null for 1.</param>
    /// <param name="labels">Class of each sample from 0, -1 for none, [n]; null for none.</param>
    /// <param name="precision">Precision of the products. Default float64.</param>
    /// <remarks>Fewer samples than features are allowed: Total is then of rank less than d.</remarks>
    /// <exception cref="RequestException">See <see cref="MomentAccumulator"/>.</exception>
    public static PairMoments Views(float[][] views, int dim, double[]? weights = null, int[]? labels = null, MomentPrecision precision = MomentPrecision.Float64)
    {
        using var accumulator = new MomentAccumulator(dim, views.Length, Classes(labels), precision);
        accumulator.Add(views, weights, labels);
        return accumulator.ToMoments();
    }

    /// <inheritdoc cref="Views(float[][], int, double[], int[], MomentPrecision)"/>
    public static PairMoments Views(double[][] views, int dim, double[]? weights = null, int[]? labels = null, MomentPrecision precision = MomentPrecision.Float64)
    {
        using var accumulator = new MomentAccumulator(dim, views.Length, Classes(labels), precision);
        accumulator.Add(views, weights, labels);
        return accumulator.ToMoments();
    }

    /// <summary>Moments of augmented views, in one pass for each epoch; nothing is kept but the moments.</summary>
    /// <param name="data">The data set; its labels, if any, give <see cref="PairMoments.Labels"/>, each view counting for the class of the sample it shows.</param>
    /// <param name="plan">How views are made; images become rows of d = channels * height * width numbers in this order.</param>
    /// <param name="pairs">Which samples belong together.</param>
    /// <param name="options">Views, epochs, seed, threads and precision.</param>
    /// <param name="progress">Receives the samples done and the samples in all, after each batch; null for none.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <remarks>Each epoch draws fresh views, so the mean over epochs tends to the moments of all augmentations; V at least 2 makes each an unbiased estimate.</remarks>
    /// <exception cref="RequestException">An option out of range, or a plan for other data.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PairMoments Data(
        DataSet data, ViewPlan plan, IPairSource pairs, MomentOptions options, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        OptionSet.Validate(options, "moments");
        var labels = data.Labels;
        var classes = labels is null ? 0 : Math.Max(data.ClassNames.Count, labels.Count == 0 ? 0 : labels.Max() + 1);
        using var accumulator = new MomentAccumulator(plan.Output.Count, options.Views, classes, options.Precision);
        using var loader = new ViewLoader(data, plan, pairs, new LoaderOptions
        {
            Batch = 512,
            Views = options.Views,
            Seed = options.Seed,
            Workers = options.Workers,
            Shuffle = false,
            DropLast = false,
        });
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (var batch in loader.Epoch(options.FirstEpoch + epoch))
            {
                using (batch) accumulator.Add(batch, labels);
                progress?.Invoke(accumulator.Rows, (long)options.Epochs * pairs.Count);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return accumulator.ToMoments();
    }

    private static int Classes(int[]? labels) => labels is null or [] ? 0 : Math.Max(0, labels.Max() + 1);
}
