using System.Globalization;
using Semblance.Objectives;
using Semblance.Objectives.Spectral;

namespace Semblance.Insight.Advice;

/// <summary>The candidates that are compared.</summary>
/// <remarks>All are filters on the same canonical directions, apart from the features themselves, their principal directions and, with labels, the
/// directions between class means. The spectral contrastive loss gives one dimension to the constant; it is given its spectrum with that in front.</remarks>
internal static class CandidateList
{
    /// <summary>The published default, for comparison.</summary>
    internal const string Default = "vicreg 25/25/1, the default";

    private static readonly double[] Invariances = [0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.5, 2, 5, 10, 20];
    private static readonly double[] BarlowProducts = [0.16, 0.6, 5, 42, 400];

    /// <summary>Candidates for pairs.</summary>
    /// <param name="spectrum">Canonical correlations, descending.</param>
    /// <param name="principal">Principal variances of the features, descending; null where there are no features.</param>
    /// <param name="dim">Size of the embedding.</param>
    /// <param name="isLabelled">Whether there are labels to learn from.</param>
    internal static IReadOnlyList<Candidate> Of(double[] spectrum, double[]? principal, int dim, bool isLabelled)
    {
        var list = new List<Candidate> { Filtered("whitening, invariance near 0", "whitening", spectrum, dim) };
        foreach (var r in Invariances)
        {
            if (r * (1 - spectrum[0]) < 1) list.Add(VicReg(r, spectrum, dim));
        }

        list.Add(Filtered(Default, "vicreg", spectrum, dim));
        list.Add(Filtered("spectral contrastive, stands for SimCLR", "spectral", spectrum, dim));
        foreach (var product in BarlowProducts.Where(p => p <= dim))
        {
            list.Add(Filtered($"barlow-twins, off-diagonal x dim = {Text(product)}", "barlow-twins", spectrum, dim, ("off-diagonal", Text(product / dim))));
        }

        if (principal is not null)
        {
            list.Add(Principal("the features as they are", "features", principal, principal.Length));
            if (dim < principal.Length) list.Add(Principal($"principal components, {dim}", "pca", principal, dim));
        }

        if (isLabelled) list.Add(new Candidate { Name = "supervised, labels alone", Method = "supervised", Options = None, Rank = 0, RankMe = 0, Kind = CandidateKind.Supervised });
        return [.. list.Where(c => c.Rank > 0 || c.Kind == CandidateKind.Supervised)];
    }

    /// <summary>VICReg with squared variance term at a ratio r of invariance to variance.</summary>
    internal static Candidate VicReg(double r, double[] spectrum, int dim) =>
        Filtered($"vicreg, invariance {Text(r)}", "vicreg", spectrum, dim, ("variance-form", "squared"), ("invariance", Text(r)), ("variance", "1"), ("covariance", "0.5")) with { Invariance = r };

    /// <summary>The same in the mean over batches of a size.</summary>
    internal static Candidate VicRegInBatches(double r, int batch, double[] spectrum, int dim) => Filtered(
        $"vicreg, invariance {Text(r)}, batch {batch}", "vicreg-minibatch", spectrum, dim, ("invariance", Text(r)), ("variance", "1"), ("covariance", "0.5"), ("batch", Text(batch))) with { Invariance = r };

    /// <summary>The same candidate at another size of the embedding.</summary>
    internal static Candidate Resized(Candidate candidate, double[] spectrum, double[]? principal, int dim) => candidate.Kind switch
    {
        CandidateKind.Filter when candidate.Options.TryGetValue("off-diagonal", out _) => Filtered(
            candidate.Name, candidate.Method, spectrum, dim, ("off-diagonal", Text(Math.Min(1, candidate.BarlowProduct / dim)))),
        CandidateKind.Filter => Filtered(candidate.Name, candidate.Method, spectrum, dim, [.. candidate.Options.Select(o => (o.Key, o.Value))]) with { Invariance = candidate.Invariance },
        CandidateKind.Principal => Principal(candidate.Name, candidate.Method, principal!, Math.Min(dim, principal!.Length)),
        _ => candidate,
    };

    private static readonly Dictionary<string, string> None = [];

    private static Candidate Filtered(string name, string method, double[] spectrum, int dim, params (string Name, string Value)[] options)
    {
        var optimum = Optima.Create(method, options.Select(o => KeyValuePair.Create(o.Name, o.Value)));
        var filter = optimum.IsCentred ? optimum.Filter.Apply(spectrum, dim) : optimum.Filter.Apply([1, .. spectrum], dim);
        var variances = optimum.IsCentred ? filter.Variances : filter.Variances[1..];
        return new Candidate
        {
            Name = name,
            Method = method,
            Options = options.ToDictionary(o => o.Name, o => o.Value),
            Rank = variances.Count(v => v > 0),
            RankMe = EffectiveRank.OfSpectrum([.. variances.Where(v => v > 0).Select(Math.Sqrt).DefaultIfEmpty(0)]),
            Variances = Scaled(variances),
            BarlowProduct = method == "barlow-twins" ? dim * double.Parse(options[0].Value, CultureInfo.InvariantCulture) : 0,
        };
    }

    private static Candidate Principal(string name, string method, double[] principal, int count) => new()
    {
        Name = name,
        Method = method,
        Options = None,
        Rank = count,
        RankMe = EffectiveRank.OfSpectrum([.. principal.Take(count).Select(v => Math.Sqrt(Math.Max(0, v)))]),
        Kind = CandidateKind.Principal,
        Variances = Scaled([.. principal.Take(count)]),
    };

    private static double[] Scaled(double[] variances)
    {
        var largest = variances.DefaultIfEmpty(0).Max();
        return largest > 0 ? [.. variances.Select(v => Math.Max(0, v) / largest)] : variances;
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
