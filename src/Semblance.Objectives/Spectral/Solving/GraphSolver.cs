using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Options;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>The best free embedding of a relation's rows: one vector each, no encoder between.</summary>
/// <remarks>Laplacian form (VICReg; Balestriero and LeCun 2022): Z = sqrt(n) U diag(s)^1/2 with U the smoothest eigenvectors of D - G but the constant one.
/// Pair form (the others; HaoChen et al. 2021): Z = diag(w)^-1/2 U diag(s)^1/2 with w the degrees as shares and U the leading eigenvectors of
/// D^-1/2 G D^-1/2, without sqrt(w) for methods that centre. The constant is projected out, not dropped by position.</remarks>
public static class GraphSolver
{
    /// <summary>Solves for the embedding of every row.</summary>
    /// <param name="relation">Which rows belong together.</param>
    /// <param name="optimum">The method.</param>
    /// <param name="options">Size of the embedding; weight decay and ridge have no meaning here.</param>
    /// <exception cref="RequestException">More components than dimensions (the optimum is not unique), more dimensions than rows, a penalty on weights.</exception>
    /// <exception cref="RunException">The eigenvectors did not converge.</exception>
    public static Solution Solve(Relation relation, Optimum optimum, SolveOptions options)
    {
        OptionSet.Validate(options, "the solution");
        var diagnosis = relation.Diagnose(dim: options.Dim);
        Check(relation, optimum, options, diagnosis.Components);
        var form = optimum.CountsRowsAlike ? (GraphForm)new LaplacianForm(relation) : new PairForm(relation, optimum.IsCentred);
        var pairs = form.Leading(options.Dim, options.Seed);
        var filter = optimum.Filter.Apply(pairs.Values, options.Dim);
        var coordinates = LinearSolver.Coordinates(filter, pairs.Values.Length, options.Dim);
        using var scope = new TensorScope();
        var embedding = Matrix.From(form.Scaled(pairs.Vectors.ToTensor()).MatMul(coordinates.ToTensor()));
        var (total, cross) = form.Moments(embedding);
        var certificate = new Certificate(optimum.Filter.Loss(total, cross).Item(), filter.Loss, "edges");
        var warnings = new List<string>();
        if (optimum.Surrogate is { } surrogate) warnings.Add(surrogate);
        warnings.AddRange(relation.Warnings);
        warnings.AddRange(diagnosis.Warnings);
        warnings.AddRange(filter.Warnings);
        LinearSolver.Size(options.Dim, pairs.Values, filter, warnings);
        return new Solution
        {
            Spectrum = pairs.Values,
            Filter = filter,
            EffectiveDim = relation.Count,
            Embedding = embedding,
            Certificate = options.Descents == 0 ? certificate : certificate with { Descent = Descent.Run(optimum.Filter, pairs.Values, coordinates, filter.Loss, options.Descents, options.Seed) },
            Warnings = warnings,
        };
    }

    private static void Check(Relation relation, Optimum optimum, SolveOptions options, int components)
    {
        if (optimum.LabelShare > 0) throw new RequestException("this method's pairs come from labels", "a graph without features was given", "use --graph labels:y.npy with --x, or a method without labels");
        if (options.WeightDecay > 0 || options.Ridge > 0) throw new RequestException("weight decay and ridge are penalties on an encoder", "a free embedding has none", "leave them out, or give features with --x");
        if (options.Dim >= relation.Count) throw new RequestException("an embedding needs fewer dimensions than there are rows", $"dim {options.Dim}, {relation.Count} rows", $"give --dim of at most {relation.Count - 1}");
        if (components > options.Dim)
        {
            throw new RequestException(
                string.Create(CultureInfo.InvariantCulture, $"the optimal free embedding is not unique: the graph falls into {components} parts, more than the {options.Dim} dimensions"),
                "any embedding that is constant on each part reaches the optimum, whatever the data mean",
                "give features with --x, so that an encoder ties the parts together, add edges between the parts, or raise --dim");
        }
    }
}
