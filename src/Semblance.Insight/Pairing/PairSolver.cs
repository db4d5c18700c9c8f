using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;

namespace Semblance.Insight.Pairing;

/// <summary>Solves a method on pairs as a user gave them.</summary>
public static class PairSolver
{
    /// <summary>Principal directions that very many features are reduced to unasked.</summary>
    internal const int Principal = 256;

    /// <summary>The optimum: an encoder, or the embedding of a graph's nodes.</summary>
    /// <param name="input">The pairs.</param>
    /// <param name="optimum">The method.</param>
    /// <param name="options">Size of the embedding and penalties.</param>
    /// <param name="features">A feature map by name, see <see cref="FeatureMaps.Named"/>. Default linear.</param>
    /// <param name="progress">Told units done and in all of the pass over the pairs.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="RequestException">What the input, the method and the options say.</exception>
    public static Solution Solve(
        PairInput input, Optimum optimum, SolveOptions options, string features = "linear", Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        if (input is GraphInput graph)
        {
            if (features != LinearFeatures.Word) throw new RequestException("a graph alone has no features for a kernel", $"got --kernel {features}", "give samples with --x and the graph with --graph edges:FILE");
            return GraphSolver.Solve(graph.Relation, optimum, options);
        }

        if (features == LinearFeatures.Word && input.IsStreamed && input.Dim > LeadingDirections.MostDense) features = $"{ProjectedFeatures.Word}:{Math.Max(Principal, options.Dim)}";
        var note = features.StartsWith(ProjectedFeatures.Word, StringComparison.Ordinal) ? "" : null;
        IFeatureMap map;
        if (note is null) map = Map(input, features, options.Seed);
        else (map, note) = Projected(input, features, options.Seed, progress, cancellation);
        var solution = LinearSolver.Solve(input.Moments(map, progress, cancellation), optimum, options, map);
        if (note is not null) solution = solution with { Warnings = [.. solution.Warnings, note] };
        if (options.WeightDecay > 0 || options.Ridge > 0 || input.EmbeddedMoments(solution.Encoder!) is not { } embedded) return solution;
        return LinearSolver.Certified(solution, optimum, embedded);
    }

    /// <summary>The leading principal directions of the samples' columns, and what is lost outside them.</summary>
    private static (IFeatureMap Map, string Note) Projected(PairInput input, string features, long seed, Action<long, long>? progress, CancellationToken cancellation)
    {
        if (!input.IsStreamed) throw new RequestException("principal directions are taken of views", $"got --kernel {features} with {input.Description}", "give --views or --data, or another kernel");
        var text = features[ProjectedFeatures.Word.Length..];
        if (!(text.StartsWith(':') && int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= LeadingDirections.MostDense))
            throw new RequestException("unreadable features or kernel", $"got '{features}'", "write principal:256, at most 4000");
        var found = LeadingDirections.Of(input, isCross: false, isCentred: true, Math.Min(count, Math.Min(input.Dim, input.Count - 1)), 0, 0, seed, progress, cancellation);
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"the encoder sees the {found.Values.Length} leading principal directions of {input.Dim} features, {100 * found.VarianceShare:F1}% of the variance ({found.Passes} passes): the best such encoder, its correlations are lower bounds for all features");
        return (new ProjectedFeatures(found.Bases[0]), note);
    }

    /// <summary>A feature map by name, with landmarks from the input.</summary>
    /// <inheritdoc cref="Solve"/>
    public static IFeatureMap Map(PairInput input, string features, long seed)
    {
        if (features == LinearFeatures.Word) return new LinearFeatures(input.Dim);
        var mark = features.LastIndexOf("landmarks=", StringComparison.Ordinal);
        int? landmarks = mark >= 0 && int.TryParse(features[(mark + 10)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
        var isRandom = features.StartsWith("fourier", StringComparison.Ordinal) || features.StartsWith("relu", StringComparison.Ordinal);
        return FeatureMaps.Named(features, isRandom ? new Matrix(0, input.Dim) : input.Landmarks(landmarks), seed);
    }
}
