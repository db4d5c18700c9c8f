using System.Globalization;
using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Options;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Dynamics;

/// <summary>Foretells the learning curve of a method on given pairs.</summary>
/// <remarks>Simon et al. 2023 and Esser, Mukherjee and Ghoshdastidar 2023 with the relatives of docs/dynamics: moments, their modes, which of these hold on new samples, the flow from a
/// random start, and what follows from it: half-times, a stop time, the largest stable step.</remarks>
public static class Forecaster
{
    private const int GridSize = 41;

    /// <summary>The forecast.</summary>
    /// <param name="input">The pairs.</param>
    /// <param name="form">The method.</param>
    /// <param name="methodOptions">Name and text of each option of the method that is not at its default.</param>
    /// <param name="options">Size, start and clock.</param>
    /// <param name="times">Times wanted beside the automatic grid; empty for none.</param>
    /// <param name="features">A feature map by name, see <see cref="FeatureMaps.Named"/>. Default linear.</param>
    /// <param name="progress">Told units done and in all of a pass over the pairs.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="RequestException">What the input, the method and the options say; nothing to learn; a learning rate that cannot converge.</exception>
    public static Forecast Of(
        PairInput input,
        FlowForm form,
        IEnumerable<KeyValuePair<string, string>> methodOptions,
        ForecastOptions options,
        IReadOnlyList<double> times,
        string features = LinearFeatures.Word,
        Action<long, long>? progress = null,
        CancellationToken cancellation = default)
    {
        OptionSet.Validate(options, "the forecast");
        if (options.Folds == 1) throw new RequestException("one part leaves nothing to fit on", "got folds 1", "give 2 or more, or 0 for no check");
        if (options.Steps is not null && options.LearningRate is null) throw new RequestException("steps need a learning rate", "got steps alone", "add --learning-rate");
        if (times.FirstOrDefault(t => !(t >= 0) || double.IsInfinity(t), -1) is var bad && bad is not -1) throw new RequestException("time runs forwards from 0", string.Create(CultureInfo.InvariantCulture, $"got {bad}"), "give learning rate times steps");
        var problem = FlowProblem.Of(form, methodOptions, options);
        if (Leading.IsNeeded(input, features, options))
        {
            var (reduced, splits, fit) = Leading.Of(input, problem, options, progress, cancellation);
            var large = new ForecastSetting(problem, reduced, splits, options, input.Repeats);
            large.Warn(Leading.Note(input, problem, fit, large.Spectrum, options.Dim));
            return Of(large, times) with { Leading = fit };
        }

        var map = PairSolver.Map(input, features, options.Seed);
        var folds = options.Folds > 0 ? input.Folds(map, options.Folds, progress, cancellation) : [];
        var moments = folds.Count > 0 ? folds.Aggregate(PairMoments.Merge) : input.Moments(map, progress, cancellation);
        var setting = new ForecastSetting(problem, moments, SpectrumCheck.Splits(folds), options, input.Repeats);
        if (folds.Count == 0 && options.Folds > 0) setting.Warn("which modes are signal was not checked: rows tied by a relation have no independent part to hold out");
        var error = FeatureError(input, problem, map, features, options, setting, progress, cancellation);
        return Of(setting, times) with { Features = map.Name, FeatureError = error };
    }

    /// <summary>The forecast from moments.</summary>
    /// <param name="moments">Moments of the pairs' features.</param>
    /// <param name="form">The method.</param>
    /// <param name="methodOptions">Name and text of each option of the method that is not at its default.</param>
    /// <param name="options">Size, start and clock.</param>
    /// <param name="times">Times wanted beside the automatic grid.</param>
    public static Forecast Of(PairMoments moments, FlowForm form, IEnumerable<KeyValuePair<string, string>> methodOptions, ForecastOptions options, IReadOnlyList<double> times) =>
        Of(new ForecastSetting(FlowProblem.Of(form, methodOptions, options), moments, [], options, 1), times);

    internal static Forecast Of(ForecastSetting setting, IReadOnlyList<double> times)
    {
        var (problem, options) = (setting.Problem, setting.Options);
        var limit = setting.LargestStableStep;
        if (options.LearningRate > limit)
        {
            throw new RequestException(
                "gradient descent cannot settle with this learning rate",
                string.Create(CultureInfo.InvariantCulture, $"got {options.LearningRate}, the largest stable one is {limit:G6}{(options.Momentum > 0 ? " with this momentum" : "")}"),
                "give a smaller one, best a tenth of it");
        }

        var modes = setting.Modes();
        if (modes.All(m => !m.IsLearnt))
        {
            throw new RequestException(
                "nothing is learnt from these pairs",
                string.Create(CultureInfo.InvariantCulture, $"the largest eigenvalue is {setting.Spectrum.Max():G4}{(modes[0].Reason is { } reason ? ": " + reason : "")}"),
                problem.Flow is VicRegFlow ? "lower the invariance weight" : "look whether the rows of the views belong together");
        }

        var grid = Grid(modes, setting, times);
        var (stop, why) = StopRule.Of(modes, (mode, time) => setting.Strengths([time])[0, mode]);
        return new Forecast
        {
            Modes = modes,
            Times = grid,
            Strengths = setting.Strengths(grid),
            StopTime = stop,
            StopReason = why,
            MaxLearningRate = limit,
            Loss = problem.Loss,
            Validity = problem.Flow.Validity,
            Inputs = problem.IsWhitened ? "whitened" : "own",
            Features = LinearFeatures.Word,
            Warnings = setting.Warnings(modes),
        };
    }

    private static double[] Grid(IReadOnlyList<ModeForecast> modes, ForecastSetting setting, IReadOnlyList<double> wanted)
    {
        var halves = modes.Where(m => m.IsLearnt && m.HalfTime > 0).Select(m => m.HalfTime).ToList();
        var (first, last) = halves.Count > 0 ? (halves.Min() / 4, halves.Max() * 2) : (1e-2, 1);
        var grid = Enumerable.Range(0, GridSize).Select(k => first * Math.Pow(last / first, k / (GridSize - 1.0)));
        var steps = setting.Options.Steps is { } count ? new[] { setting.TimeOf(count) } : [];
        return [.. grid.Append(0).Concat(wanted).Concat(steps).Distinct().Order()];
    }

    /// <summary>The largest relative change of the first eigenvalues from half the landmarks to all.</summary>
    private static double? FeatureError(
        PairInput input, FlowProblem problem, IFeatureMap map, string features, ForecastOptions options, ForecastSetting setting, Action<long, long>? progress, CancellationToken cancellation)
    {
        if (Halved(features) is not { } half) return null;
        using var scope = new TensorScope();
        var coarse = problem.Coordinates(problem.Seen(input.Moments(PairSolver.Map(input, half, options.Seed), progress, cancellation)), options.Ridge).Spectrum;
        var count = Math.Min(Math.Min(options.Dim, coarse.Count), setting.Spectrum.Count);
        var error = Enumerable.Range(0, count).Max(j => Math.Abs(coarse[j] - setting.Spectrum[j]) / Math.Max(Math.Abs(setting.Spectrum[j]), 1e-300));
        if (error > 0.1) setting.Warn(string.Create(CultureInfo.InvariantCulture, $"with half as many {(map is RandomFeatures ? "random features" : "landmarks")} a leading eigenvalue changes by {error * 100:0}%: half-times are as uncertain; take more"));
        return error;
    }

    /// <summary>The same feature map with half the number of drawn parts; null for one that draws none.</summary>
    private static string? Halved(string features)
    {
        foreach (var mark in new[] { "landmarks=", "fourier:", "relu:" })
        {
            var at = features.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0) continue;
            var digits = features[(at + mark.Length)..].TakeWhile(char.IsAsciiDigit).Count();
            if (!int.TryParse(features.AsSpan(at + mark.Length, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 2) return null;
            return string.Create(CultureInfo.InvariantCulture, $"{features[..(at + mark.Length)]}{count / 2}{features[(at + mark.Length + digits)..]}");
        }

        return null;
    }
}
