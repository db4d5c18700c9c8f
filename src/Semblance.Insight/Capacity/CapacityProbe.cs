using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Networks.Encoders;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Which clusters an encoder can implement under given views, hence which embedding dimension to buy.</summary>
/// <remarks>After HaoChen and Ma, "A theoretical study of inductive biases in contrastive learning" (ICLR 2023): a limited class of encoders sees only those nearly invariant, mutually orthogonal
/// functions that it can implement, and as many dimensions are enough.</remarks>
public static class CapacityProbe
{
    private static readonly string[] Features = ["linear", "relu", "fourier", "rbf", "exponential", "arc-cosine"];

    /// <summary>Probes an encoder.</summary>
    /// <param name="pairs">A data set with its pairs, or row-aligned views; a run whose frozen encoder makes the features.</param>
    /// <param name="encoder">A class that is linear in features (<c>linear</c>, <c>relu:1000</c>, <c>fourier:1000,2</c>, <c>rbf:2,landmarks=500</c>), or a network (<c>cnn</c>, <c>mlp:hidden=512x512</c>).</param>
    /// <param name="options">How it is searched.</param>
    /// <param name="device">Where networks are run.</param>
    /// <param name="progress">Told what is done, and how much of how much.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RequestException">Pairs that cannot be read or split, an unknown encoder, options that do not fit it.</exception>
    /// <exception cref="RunException">A training diverged.</exception>
    public static CapacityReport Run(PairRequest pairs, string encoder, CapacityOptions options, Device device = default, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        OptionSet.Validate(options, "capacity");
        var mode = ModeOf(pairs, encoder, options);
        using var input = CapacityInput.Open(pairs with { Encoder = null });
        if (!input.Shape.IsImage && encoder.Split(':')[0] is var name && !Features.Contains(name) && name != "mlp") throw new RequestException($"'{encoder}' needs images", $"the samples have {input.Shape}", "use mlp, linear or relu:1000 for vectors");
        var session = new ProbeSession(input, encoder, options, device, progress ?? ((_, _, _) => { }), cancellation);
        return mode switch
        {
            "exact" => Exact(session, pairs),
            "trained" => TrainedProbe.Run(session),
            _ => SweptProbe.Run(session),
        };
    }

    /// <summary>Probes several encoders under the same views and says which one to take.</summary>
    /// <param name="pairs">As for <see cref="Run"/>.</param>
    /// <param name="encoders">At least one, no two alike; the cheapest first, as it is taken where others are as good.</param>
    /// <param name="options">How each is searched.</param>
    /// <param name="device">Where networks are run.</param>
    /// <param name="progress">Told what is done, and how much of how much.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RequestException">As for <see cref="Run"/>, before any encoder is probed where the words alone tell; the same encoder twice.</exception>
    /// <exception cref="RunException">A training diverged.</exception>
    public static CapacityComparison Compare(
        PairRequest pairs, IReadOnlyList<string> encoders, CapacityOptions options, Device device = default, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        if (encoders.Count == 0) throw new RequestException("there is no encoder to probe", "none was given", "give --encoder cnn, for example");
        if (encoders.GroupBy(e => e).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RequestException("an encoder is compared with itself", $"got '{twice.Key}' {twice.Count()} times", "name each encoder once");
        OptionSet.Validate(options, "capacity");
        foreach (var encoder in encoders)
        {
            // A comma before any colon joins encoders; after it, it joins options of one.
            var first = encoder.Split(':')[0];
            if (first.Contains(',', StringComparison.Ordinal)) throw new RequestException("several encoders stand in one option", $"got --encoder {encoder}", $"give each its own: --encoder {first.Split(',')[0].Trim()} --encoder ...");
            ModeOf(pairs, encoder, options);
        }

        return CapacityComparison.Of([.. encoders.Select(e => Run(pairs, e, options, device, encoders.Count == 1 ? progress : progress is null ? null : (what, done, all) => progress($"{e}: {what}", done, all), cancellation))]);
    }

    private static string ModeOf(PairRequest pairs, string encoder, CapacityOptions options)
    {
        var name = encoder.Split(':')[0];
        var isNetwork = Encoders.Known.Any(e => e.Name == name);
        var isFeatures = IsFeatures(encoder);
        if (!isNetwork && !isFeatures) throw Suggestion.Unknown("encoder", name, [.. Encoders.Known.Select(e => e.Name), .. Features.Skip(1)]);
        if (options.Mode is "trained" or "sweep" && !isNetwork) throw new RequestException($"'{encoder}' has no weights to train", $"got --mode {options.Mode}", "use --mode exact, or a network: linear, mlp, cnn, resnet18");
        if (options.Mode is "trained" or "sweep" && pairs.Run is not null) throw new RequestException("a run's encoder is frozen", $"got --run with --mode {options.Mode}", "leave out --run to train the encoder, or --mode to probe it frozen");
        if (isNetwork) Encoders.Validate(encoder);
        if (options.Mode != "auto") return options.Mode;
        return isFeatures || pairs.Run is not null ? "exact" : "trained";
    }

    /// <summary>linear alone is the class x -> Ux; with options it is a network of that name.</summary>
    private static bool IsFeatures(string encoder) => encoder.Split(':')[0] is var name && Features.Contains(name) && (name != LinearFeatures.Word || name == encoder);

    private static CapacityReport Exact(ProbeSession session, PairRequest pairs)
    {
        var isNetwork = !IsFeatures(session.Encoder);
        if (isNetwork && pairs.Run is not null) throw new RequestException("samples are seen through one encoder", $"got --run {pairs.Run} and --encoder {session.Encoder}", "give --run with --encoder linear for the run's own features");
        using var features = isNetwork ? ProbeFeatures.Of(RunFeatureMap.Untrained(session.Encoder, session.Options.Seed, session.Input.Shape)) : FeaturesOf(session, pairs);
        var learnt = session.Moments(features, heldOut: false, limit: null);
        var held = session.Moments(features, heldOut: true, limit: null);
        var spectrum = AlignmentSpectrum.Of(learnt, session.Options.Constant ?? session.Encoder != LinearFeatures.Word || pairs.Run is not null, session.Options.Ridge);
        var found = new FoundFunctions(features, spectrum, learnt, held);
        var report = session.Report("exact", found, []);
        return pairs.Run is null ? report : report with { Encoder = $"linear functions of {pairs.Run}" };
    }

    private static ProbeFeatures FeaturesOf(ProbeSession session, PairRequest pairs)
    {
        if (pairs.Run is not null)
        {
            if (session.Encoder != LinearFeatures.Word) throw new RequestException("a run's features are probed by linear functions", $"got --encoder {session.Encoder}", "use --encoder linear with --run");
            return ProbeFeatures.Of(RunFeatureMap.Of(Training.RunModel.Load(Training.Runs.RunFolder.Open(pairs.Run)), session.Input.Shape));
        }

        var dim = session.Input.Shape.Count;
        var needsSamples = session.Encoder.Split(':')[0] is "rbf" or "exponential" or "arc-cosine";
        if (needsSamples && !session.Encoder.Contains("landmarks=", StringComparison.Ordinal)) throw new RequestException("a kernel on all samples is too large", $"got '{session.Encoder}'", $"choose landmarks: {session.Encoder},landmarks=500");
        return ProbeFeatures.Of(FeatureMaps.Named(session.Encoder, needsSamples ? session.Landmarks() : new Matrix(0, dim), session.Options.Seed));
    }
}
