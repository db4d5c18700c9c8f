using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Dynamics;

/// <summary>A flow set up on moments: modes, start and clock.</summary>
internal sealed class ForecastSetting
{
    private const int Beyond = 10;
    private readonly List<string> _warnings;
    private readonly ModeCoordinates _coordinates;
    private readonly Matrix _start;
    private readonly IFlow _flow;
    private readonly double[] _correlations;
    private readonly HeldOut[] _held;
    private readonly int _shown;

    internal ForecastSetting(FlowProblem problem, PairMoments moments, IEnumerable<(PairMoments Fitted, PairMoments New)> splits, ForecastOptions options, int repeats)
    {
        (Problem, Options) = (problem, options);
        _warnings = [.. problem.Warnings];
        var samples = moments.Count / repeats;
        if (samples < options.Dim) throw new RequestException("there are fewer samples than modes to learn", string.Create(CultureInfo.InvariantCulture, $"got {samples:0} samples for --dim {options.Dim}"), "give more samples or a smaller --dim");
        var seen = problem.Seen(moments);
        _coordinates = problem.Coordinates(seen, options.Ridge);
        var all = _coordinates.Spectrum.Count;
        if (options.Dim > all) throw new RequestException("there are fewer directions than outputs", string.Create(CultureInfo.InvariantCulture, $"the features span {all} directions, --dim is {options.Dim}"), "give a smaller --dim");
        _shown = Math.Min(all, options.Modes ?? options.Dim + Beyond);
        Full = _coordinates.Spectrum;

        // An orthonormal frame is orthonormal only over all directions, shares are shares of all; every other flow sees the later ones as noise that it never learns.
        var kept = problem.NeedsAll ? all : Math.Min(all, Math.Max(_shown, options.Dim + Beyond));
        Spectrum = [.. _coordinates.Spectrum.Take(kept)];
        _start = Start(kept);
        var (total, correlations) = Covariance(seen, kept);
        _flow = problem.With(total);
        _correlations = correlations;
        _held = SpectrumCheck.Of(problem, splits, 1.0 / repeats, _shown, options.Ridge);
        if (samples <= moments.Dim) Warn(string.Create(CultureInfo.InvariantCulture, $"there are no more samples ({samples:0}) than features ({moments.Dim}): in-sample eigenvalues are far too large, look at the held-out ones"));
    }

    internal FlowProblem Problem { get; }

    internal ForecastOptions Options { get; }

    /// <summary>Eigenvalues that are followed, descending.</summary>
    internal IReadOnlyList<double> Spectrum { get; }

    /// <summary>Eigenvalues of all directions.</summary>
    internal IReadOnlyList<double> Full { get; }

    /// <summary>Of the method's own loss with the given momentum.</summary>
    internal double LargestStableStep
    {
        get
        {
            var plain = Problem.Flow.LargestStableStep(Full) / Problem.Speed;
            return double.IsInfinity(plain) ? plain : TrainingTime.LargestStableStep(plain, Options.Momentum);
        }
    }

    internal void Warn(string text) => _warnings.Add(text);

    /// <summary>Learning rate times steps of the method's own loss, momentum counted in.</summary>
    internal double TimeOf(double steps) => TrainingTime.OfSteps(steps, Options.LearningRate!.Value, Options.Momentum);

    /// <summary>Strength of the shown modes, [times, modes].</summary>
    internal Matrix Strengths(IReadOnlyList<double> times)
    {
        var result = new Matrix(times.Count, _shown);
        var clock = times.Select(t => t * Problem.Speed).ToArray();
        var weights = _flow is BarlowTwinsEquation equation ? equation.Weights(Spectrum, _start, clock) : null;
        for (var i = 0; i < clock.Length; i++)
        {
            var strengths = weights is null ? _flow.Variances(Spectrum, _start, clock[i]) : Squares(weights[i]);
            strengths.AsSpan(0, _shown).CopyTo(result.Row(i));
        }

        return result;
    }

    internal IReadOnlyList<ModeForecast> Modes()
    {
        var halves = HalfTimes(Spectrum);
        var limits = _flow.Limits(Spectrum, _start);
        var first = Strengths([0]);
        var ranges = Ranges();
        return
        [
            .. Enumerable.Range(0, _shown).Select(j => new ModeForecast
            {
                Mode = j + 1,
                Rho = Spectrum[j],
                Correlation = _correlations[j],
                HeldOut = j < _held.Length ? _held[j] : null,
                Start = first[0, j],
                HalfTime = halves[j],
                HalfTimeRange = double.IsFinite(halves[j]) ? ranges?[j] : null,
                HalfStep = Options.LearningRate is { } rate ? TrainingTime.StepsUntil(halves[j], rate, Options.Momentum) : null,
                Final = limits[j],
                Reason = double.IsFinite(halves[j]) ? null : Reason(j),
            }),
        ];
    }

    internal IReadOnlyList<string> Warnings(IReadOnlyList<ModeForecast> modes)
    {
        var result = new List<string>(_warnings);
        var learnt = modes.Count(m => m.IsLearnt);
        if (learnt < Options.Dim) result.Add(string.Create(CultureInfo.InvariantCulture, $"{Options.Dim - learnt} of {Options.Dim} dimensions stay empty: only {learnt} directions are ever learnt"));
        if (_held.Length > 0 && modes.Where(m => m.IsLearnt).All(m => m.HeldOut?.IsSignal == true) && learnt >= Options.Dim && _held.Length > Options.Dim && _held[Options.Dim].IsSignal)
            result.Add("all outputs are filled with signal and more is left: a larger --dim would learn it");
        if (!Problem.IsOrthonormal && _flow is BarlowTwinsFlow && Spectrum[0] * Enumerable.Range(0, _start.Rows).Sum(i => _start[i, 0] * _start[i, 0]) > 0.1)
            result.Add("the start is not small: the closed form of barlow-twins holds for small starts; give --batch or off-diagonal for the integrated form, or a smaller --init-scale");
        return result;
    }

    private static double[] Squares(Matrix weights)
    {
        var sums = new double[weights.Columns];
        for (var i = 0; i < weights.Rows; i++)
        {
            for (var j = 0; j < sums.Length; j++) sums[j] += weights[i, j] * weights[i, j];
        }

        return sums;
    }

    private double[] HalfTimes(IReadOnlyList<double> spectrum) => [.. _flow.HalfTimes(spectrum, _start).Select(t => t / Problem.Speed)];

    /// <summary>Half-times for eigenvalues off by two standard errors; only where a mode's time is its own eigenvalue's.</summary>
    private (double Low, double High)[]? Ranges()
    {
        if (_held.Length == 0 || _flow is BarlowTwinsEquation or OrthonormalFlow or UnconstrainedFlow) return null;
        double[] Moved(double errors) => HalfTimes([.. Spectrum.Select((rho, j) => j < _held.Length ? rho + (errors * _held[j].StandardError) : rho)]);
        var (low, high) = (Moved(2), Moved(-2));
        return [.. Enumerable.Range(0, _shown).Select(j => (low[j], high[j]))];
    }

    private string Reason(int j)
    {
        if (Problem.Flow is VicRegFlow vicreg && vicreg.Survival([Spectrum[j]])[0] <= 0) return string.Create(CultureInfo.InvariantCulture, $"the invariance weight lets only correlations above {vicreg.Threshold:G4} survive");
        if (Problem.Flow is UnconstrainedFlow) return Spectrum[0] > 0 ? "without a constraint the leading direction takes all outputs" : "without a constraint and a positive eigenvalue all outputs decay to 0";
        if (!Problem.IsOrthonormal && Spectrum[j] <= 0) return "the views do not agree along it";
        if (j >= Options.Dim) return "stronger directions fill the outputs";
        return Options.Batch is not null ? "batches of this size never learn it" : "it is not learnt before the last time looked at";
    }

    /// <summary>The covariance of the views in the modes and the correlation of the views along each.</summary>
    private (Matrix Total, double[] Correlations) Covariance(PairMoments seen, int kept)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var v = _coordinates.Vectors.ToTensor().Narrow(1, 0, kept);
        var total = Matrix.From(v.Transpose().MatMul(seen.Total.ToTensor()).MatMul(v));
        var cross = (v * seen.Cross.ToTensor().MatMul(v)).Sum(0).ToArray<double>();
        return (total, [.. cross.Select((c, j) => total[j, j] > 0 ? c / total[j, j] : 0)]);
    }

    private Matrix Start(int kept)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var start = _coordinates.RandomStart(Options.Dim, Options.InitScale, Options.Seed).ToTensor();
        if (Problem.IsOrthonormal) start = Stiefel.Orthonormalise(start.Transpose().Contiguous()).Transpose();
        return Matrix.From(start.Narrow(1, 0, kept).Contiguous());
    }
}
