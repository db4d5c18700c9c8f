using System.Globalization;
using Semblance.Insight.Pairing;

namespace Semblance.Insight.Advice;

/// <summary>The training that follows from advice: options of <c>train</c> by name.</summary>
/// <param name="Options">Name and text of each option of the run, in the order they are told.</param>
/// <param name="MethodOptions">Name and text of each option of the method.</param>
/// <param name="Note">What a user should know about the translation, one sentence or two.</param>
public sealed record TrainAdvice(IReadOnlyList<KeyValuePair<string, string>> Options, IReadOnlyList<KeyValuePair<string, string>> MethodOptions, string Note)
{
    /// <summary>Name of the list of pairs when none is given.</summary>
    public const string DefaultPairs = "pairs.csv";

    /// <summary>Invariance that stands for whitening where something has to be trained.</summary>
    private const double NearWhitening = 0.05;

    /// <summary>Translates advice.</summary>
    /// <param name="report">The advice.</param>
    /// <param name="request">The pairs it advises to train on.</param>
    /// <param name="pairsFile">Where the pairs of a computed relation are going to be, see <see cref="NeedsPairs"/>.</param>
    /// <returns>Null where there is nothing to train on: a graph alone.</returns>
    public static TrainAdvice? Of(AdviceReport report, PairRequest request, string pairsFile = DefaultPairs) => Of(report, report.Advised, request, pairsFile);

    /// <summary>Whether training needs the relation written down as a list of pairs: neighbours, nearness, scaled weights.</summary>
    /// <param name="request">The pairs.</param>
    public static bool NeedsPairs(PairRequest request) =>
        request is { Samples: not null, Graph: { } graph } && SameLabel(request) is null && !(request.Normalisation == "none" && graph.StartsWith("edges:", StringComparison.Ordinal));

    /// <summary>Translates one line of the ranking.</summary>
    /// <param name="report">The advice it stands in.</param>
    /// <param name="ranked">The line; one that is trained without labels.</param>
    /// <param name="request">Its pairs.</param>
    /// <param name="pairsFile">Where the pairs of a computed relation are going to be.</param>
    public static TrainAdvice? Of(AdviceReport report, RankedCandidate ranked, PairRequest request, string pairsFile = DefaultPairs)
    {
        if (request.GraphOnly is not null) return null;
        var pairs = report.Pairs.First(p => p.Name == ranked.Pairs);
        var dim = Math.Max(16, report.AdvisedDim);
        var (method, options, note) = Method(ranked.Candidate, pairs.Spectrum, dim);
        List<KeyValuePair<string, string>> run = [.. Data(request, pairsFile), new("method", method), new("encoder", Encoder(request)), new("head", Text($"mlp:hidden=512,out={dim}")), new("batch", Text($"{report.AdvisedBatch}"))];
        return new TrainAdvice(run, options, note);
    }

    /// <summary>The command line.</summary>
    /// <param name="run">The run folder to write.</param>
    public string Command(string run) =>
        $"semblance train {string.Join(" ", Options.Select(o => $"--{o.Key} {Quoted(o.Value)}"))}{string.Concat(MethodOptions.Select(o => $" --set {o.Key}={Quoted(o.Value)}"))} --out {Quoted(run)}";

    /// <summary>The same as YAML that <c>train --config</c> reads.</summary>
    public string Yaml() =>
        $"# {Note}\n{string.Concat(Options.Select(o => $"{o.Key}: {Scalar(o.Value)}\n"))}{(MethodOptions.Count == 0 ? "" : $"set:\n{string.Concat(MethodOptions.Select(o => $"  {o.Key}: {Scalar(o.Value)}\n"))}")}";

    private static (string Method, List<KeyValuePair<string, string>> Options, string Note) Method(Candidate candidate, IReadOnlyList<double> spectrum, int dim)
    {
        switch (candidate.Method)
        {
            case "spectral":
                return ("spectral", [], "The spectral contrastive loss has no weight to set; SimCLR is its relative without a closed form.");
            case "barlow-twins":
                var weight = Math.Min(1, candidate.BarlowProduct / dim);
                return ("barlow-twins", [new("off-diagonal", Text($"{weight:G4}"))], Text($"Barlow Twins is decided by off-diagonal times dimension, {candidate.BarlowProduct:G4}, here for {dim} dimensions."));
            case "vicreg" when candidate.Invariance is null:
                return ("vicreg", [], "VICReg at its published weights.");
            default:
                var ratio = candidate.Invariance ?? NearWhitening;
                var weights = InvarianceConversion.Of(ratio, spectrum, dim);
                return ("vicreg", [new("invariance", Text($"{weights.Invariance:G4}")), new("variance", Text($"{weights.Variance:G4}")), new("covariance", "1")],
                    Text($"Weights of the published VICReg whose optimum has the spectrum of invariance over variance {ratio:G3} on these pairs and {dim} dimensions{(candidate.Invariance is null ? " (whitening is the limit of no invariance)" : "")}."));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Data(PairRequest request, string pairsFile)
    {
        if (request.Data is { } data)
        {
            yield return new("data", data);
            yield return new("augment", request.Augment);
            if (request.PairSource != "augmentation") yield return new("pairs", request.PairSource);
            if (request.ImageSize is { } size) yield return new("image-size", Text($"{size}"));
            if (request.Labels is { } labels) yield return new("labels", labels);
            yield break;
        }

        yield return new("data", "npy:" + (request.Samples ?? string.Join(',', request.Views)));
        yield return new("augment", "none");
        yield return new("pairs", request switch
        {
            { Samples: null } => "own",
            { Pairs: { } list } => "list:" + list,
            _ when SameLabel(request) is not null => "same-label",
            { Graph: var graph, Normalisation: "none" } when graph!.StartsWith("edges:", StringComparison.Ordinal) => "list:" + graph["edges:".Length..],
            _ => "list:" + pairsFile,
        });
        if (SameLabel(request) is { } classes) yield return new("labels", classes);
    }

    /// <summary>The labels of a relation of classes; null for any other.</summary>
    private static string? SameLabel(PairRequest request) => request is { Graph: ['l', 'a', 'b', 'e', 'l', 's', ':', .. var file] } ? file : null;

    private static string Encoder(PairRequest request) => request.Encoder ?? (request.Data is not null and not ['n', 'p', 'y', ':', ..] and not ['c', 's', 'v', ':', ..] ? "cnn" : "mlp");

    private static string Quoted(string value) => value.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"' or '*' or '?') ? $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'" : value;

    private static string Scalar(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
