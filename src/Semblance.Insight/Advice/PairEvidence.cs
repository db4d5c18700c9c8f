using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Relations;

namespace Semblance.Insight.Advice;

/// <summary>What pairs say before any label is looked at: their canonical directions and those of the features.</summary>
internal sealed class PairEvidence
{
    /// <summary>Directions of less variance than this share of the largest one are rounding.</summary>
    private const double Nothing = 1e-10;

    /// <summary>Directions that a graph without features is given.</summary>
    private const int GraphDirections = 64;

    /// <summary>The pairs' name: augmentations, a pair list.</summary>
    internal required string Name { get; init; }

    /// <summary>What was read, for people.</summary>
    internal required string Description { get; init; }

    /// <summary>Canonical correlations, descending.</summary>
    internal required double[] Spectrum { get; init; }

    /// <summary>Rows that can have a label.</summary>
    internal required int Rows { get; init; }

    /// <summary>Columns of the features; 0 for a graph alone.</summary>
    internal required int FeatureDim { get; init; }

    /// <summary>Canonical directions; null for a graph alone.</summary>
    internal Basis? Canonical { get; init; }

    /// <summary>Principal directions of the features with unit variance; null for a graph alone.</summary>
    internal Basis? Principal { get; init; }

    /// <summary>Variances of the principal directions, descending; null for a graph alone.</summary>
    internal double[]? PrincipalVariances { get; init; }

    /// <summary>Canonical coordinates of the nodes of a graph alone, [nodes, directions].</summary>
    internal Matrix? Nodes { get; init; }

    /// <summary>What is known about the relation of the rows; null where views say what belongs together.</summary>
    internal RelationDiagnosis? Diagnosis { get; init; }

    /// <summary>Share of pairs within classes, and the same by chance; null without labels or where every pair shows one sample.</summary>
    internal (double Within, double Chance)? Homophily { get; init; }

    internal static PairEvidence Of(string name, PairInput input, AdviceOptions options, Action<long, long>? progress, CancellationToken cancellation)
    {
        var diagnosis = input.Relation?.Diagnose(input.Labels);
        if (input is GraphInput graph) return OfGraph(name, graph, options, diagnosis!);
        var moments = input.Moments(new LinearFeatures(input.Dim), progress, cancellation);
        var solved = GeneralisedEigen.Solve(moments.Cross, moments.Total, new GeneralisedOptions());
        var own = SymmetricEigen.Decompose(moments.Total);
        var kept = own.Values.Count(v => v > Nothing * own.Values[0]);
        return new PairEvidence
        {
            Name = name,
            Description = input.Description,
            Rows = input.Count,
            Spectrum = [.. solved.Pairs.Values.Select(v => Math.Clamp(v, -1, 1))],
            FeatureDim = input.Dim,
            Canonical = new Basis(moments.Mean, solved.Pairs.Vectors),
            Principal = new Basis(moments.Mean, UnitVariance(own, kept)),
            PrincipalVariances = own.Values[..kept],
            Diagnosis = diagnosis,
            Homophily = diagnosis is { Homophily: { } within, ChanceHomophily: { } chance } ? (within, chance) : input.Homophily,
        };
    }

    private static PairEvidence OfGraph(string name, GraphInput graph, AdviceOptions options, RelationDiagnosis diagnosis)
    {
        var dim = Math.Min(options.Dim ?? GraphDirections, graph.Count - 1);
        var solution = GraphSolver.Solve(graph.Relation, Optima.Create("whitening", []), new SolveOptions { Dim = dim, Seed = options.Seed });
        return new PairEvidence { Name = name, Description = graph.Description, Rows = graph.Count, Spectrum = solution.Spectrum, FeatureDim = 0, Nodes = solution.Embedding, Diagnosis = diagnosis, Homophily = diagnosis is { Homophily: { } within, ChanceHomophily: { } chance } ? (within, chance) : null };
    }

    /// <summary>Canonical coordinates of rows, [rows, directions].</summary>
    internal Matrix CanonicalOf(PairInput input, IReadOnlyList<int> rows, Matrix? features) => Nodes is { } nodes
        ? PairFiles.Picked(nodes, rows)
        : Canonical!.Coordinates(features ?? throw new RequestException("canonical coordinates need features", $"{input.Description}", "give --x"));

    private static Matrix UnitVariance(Eigenpairs own, int kept)
    {
        var weight = new Matrix(own.Vectors.Rows, kept);
        for (var k = 0; k < kept; k++)
        {
            var scale = 1 / Math.Sqrt(own.Values[k]);
            for (var j = 0; j < weight.Rows; j++) weight[j, k] = own.Vectors[j, k] * scale;
        }

        return weight;
    }
}
