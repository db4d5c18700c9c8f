using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Options;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>The best encoder that is linear in given features, from the moments of their pairs.</summary>
/// <remarks>Balestriero and LeCun 2022 with the constants of HaoChen et al. 2021 and Xue et al. 2023: whiten the total covariance S, diagonalise the
/// cross-view covariance C in it (C w = rho S w), keep of each direction what the method's filter says. Ties are broken by the least length of w.</remarks>
public static class LinearSolver
{
    private const double Tie = 1e-9;

    /// <summary>Solves for an encoder.</summary>
    /// <param name="moments">Moments of the features of the pairs, [p].</param>
    /// <param name="optimum">The method.</param>
    /// <param name="options">Size of the embedding and penalties.</param>
    /// <param name="features">The map that made the features; null when they are the samples' own columns.</param>
    /// <exception cref="RequestException">Labels missing, a penalty the method's formula has no place for, features without variance.</exception>
    /// <exception cref="RunException">The eigenproblem could not be solved accurately.</exception>
    public static Solution Solve(PairMoments moments, Optimum optimum, SolveOptions options, IFeatureMap? features = null)
    {
        OptionSet.Validate(options, "the solution");
        var (total, cross) = Relation(moments, optimum);
        if (options.WeightDecay > 0) cross = Decayed(cross, optimum.Filter, options);
        if (options.Ridge > 0) total = Ridged(total, options.Ridge);
        var solved = GeneralisedEigen.Solve(cross, total);
        var spectrum = solved.Pairs.Values;
        var filter = optimum.Filter.Apply(spectrum, options.Dim);
        var coordinates = Coordinates(filter, spectrum.Length, options.Dim);
        using var scope = new TensorScope();
        var weight = Matrix.From(solved.Pairs.Vectors.ToTensor().MatMul(coordinates.ToTensor()));
        var mean = optimum.IsCentred ? moments.Mean : new double[moments.Dim];
        return new Solution
        {
            Spectrum = spectrum,
            Filter = filter,
            EffectiveDim = solved.EffectiveRank,
            Encoder = new SpectralEncoder(features ?? new LinearFeatures(moments.Dim), mean, weight),
            Certificate = Certify(optimum.Filter, total, cross, weight, filter, spectrum, coordinates, options),
            Warnings = Warnings(moments, optimum, options, spectrum, filter),
        };
    }

    /// <summary>The certificate from an embedding's own rows instead of from the moments of the features.</summary>
    /// <param name="solution">A solution of <see cref="Solve"/> without weight decay and ridge, which the rows know nothing of.</param>
    /// <param name="optimum">The method.</param>
    /// <param name="embedded">Moments of the embedded pairs, [dim].</param>
    public static Solution Certified(Solution solution, Optimum optimum, PairMoments embedded)
    {
        return solution with { Certificate = solution.Certificate with { LiteralLoss = Loss(embedded, optimum), From = "rows" } };
    }

    /// <summary>The literal loss of an embedding.</summary>
    /// <param name="embedded">Moments of the embedded pairs, [dim].</param>
    /// <param name="optimum">The method.</param>
    /// <exception cref="RequestException">Labels missing.</exception>
    public static double Loss(PairMoments embedded, Optimum optimum)
    {
        using var scope = new TensorScope();
        var (total, cross) = Relation(embedded, optimum);
        return optimum.Filter.Loss(total.ToTensor(), cross.ToTensor()).Item();
    }

    /// <summary>Total and positive moment of the pairs a method sees, [p, p] each: about the mean or not, of views, labels or both.</summary>
    /// <param name="moments">Moments of the pairs.</param>
    /// <param name="optimum">The method.</param>
    /// <exception cref="RequestException">Labels missing.</exception>
    public static (Matrix Total, Matrix Positive) Relation(PairMoments moments, Optimum optimum)
    {
        using var scope = new TensorScope();
        var (total, cross) = (moments.Total.ToTensor(), moments.Cross.ToTensor());
        if (optimum.LabelShare > 0) cross = (cross * (1 - optimum.LabelShare)) + (OfLabels(moments) * optimum.LabelShare);
        if (!optimum.IsCentred)
        {
            var mean = Tensor.From(moments.Mean, moments.Dim, 1);
            var square = mean.MatMul(mean.Transpose());
            (total, cross) = (total + square, cross + square);
        }

        return (Matrix.From(total), Matrix.From((cross + cross.Transpose()) * 0.5));
    }

    /// <summary>sum_c p_c mu_c mu_c': pairs of any two views of one class, each sample weighted alike; unlabelled samples pair with nothing.</summary>
    private static Tensor OfLabels(PairMoments moments)
    {
        var labels = moments.Labels ?? throw new RequestException("this method needs labels", "the pairs carry none", "add --labels y.npy, or choose a method without labels");
        var means = labels.Means.ToTensor();
        var shares = Tensor.From(labels.Counts, labels.Counts.Length, 1) * (1 / moments.Count);
        return means.Transpose().MatMul(means * shares);
    }

    /// <summary>Total with a share of the mean variance added to every feature's variance.</summary>
    private static Matrix Ridged(Matrix total, double ridge)
    {
        var mean = Enumerable.Range(0, total.Rows).Sum(k => total[k, k]) / total.Rows;
        var ridged = new Matrix(total.Rows, total.Columns, [.. total.Values]);
        for (var k = 0; k < total.Rows; k++) ridged[k, k] += ridge * mean;
        return ridged;
    }

    /// <summary>A loss that falls by w for each unit of trace(cross) and grows by decay for each unit of |W|^2 is the loss without decay of cross - decay / w I.</summary>
    private static Matrix Decayed(Matrix cross, ISpectralFilter filter, SolveOptions options)
    {
        var pull = filter.CrossWeight(options.Dim) ?? throw new RequestException(
            "weight decay has no closed form for this method", $"weight decay is {options.WeightDecay.ToString(CultureInfo.InvariantCulture)}", "leave it out, or choose vicreg or spectral");
        var decayed = new Matrix(cross.Rows, cross.Columns, [.. cross.Values]);
        for (var k = 0; k < cross.Rows; k++) decayed[k, k] -= options.WeightDecay / pull;
        return decayed;
    }

    /// <summary>The embedding in canonical coordinates, [directions, dim]: U V is the embedding when U holds directions of variance 1.</summary>
    internal static Matrix Coordinates(FilteredSpectrum filter, int directions, int dim)
    {
        var used = Math.Min(directions, dim);
        var rotation = filter.Rotation();
        var coordinates = new Matrix(directions, dim);
        for (var k = 0; k < used; k++)
        {
            var size = Math.Sqrt(filter.Variances[k]);
            for (var j = 0; j < dim; j++) coordinates[k, j] = size * (rotation is null ? (j == k ? 1 : 0) : rotation[k, j]);
        }

        return coordinates;
    }

    private static Certificate Certify(
        ISpectralFilter filter, Matrix total, Matrix cross, Matrix weight, FilteredSpectrum filtered, double[] spectrum, Matrix coordinates, SolveOptions options)
    {
        var w = weight.ToTensor();
        var literal = filter.Loss(w.Transpose().MatMul(total.ToTensor()).MatMul(w), w.Transpose().MatMul(cross.ToTensor()).MatMul(w)).Item();
        var certificate = new Certificate(literal, filtered.Loss, "moments");
        return options.Descents == 0 ? certificate : certificate with { Descent = Descent.Run(filter, spectrum, coordinates, filtered.Loss, options.Descents, options.Seed) };
    }

    private static List<string> Warnings(PairMoments moments, Optimum optimum, SolveOptions options, double[] spectrum, FilteredSpectrum filter)
    {
        var warnings = new List<string>();
        if (optimum.Surrogate is { } surrogate) warnings.Add(surrogate);
        warnings.AddRange(filter.Warnings);
        if (spectrum.Length < moments.Dim) warnings.Add($"the features are rank-deficient: {moments.Dim} columns span {spectrum.Length} directions; the others were left out");
        if (moments.Count * moments.Views <= moments.Dim) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"there are no more rows ({moments.Count * moments.Views:0}) than features ({moments.Dim}): the correlations are those of these rows and will not hold for others; add a ridge or use fewer features"));
        if (options.Ridge > 0) warnings.Add("spectrum and loss are those of the problem with its ridge: rows of the embedding have less variance and other correlations");
        Size(options.Dim, spectrum, filter, warnings);
        return warnings;
    }

    /// <summary>Warnings about the size of the embedding.</summary>
    internal static void Size(int dim, double[] spectrum, FilteredSpectrum filter, List<string> warnings)
    {
        if (filter.Rank < dim) warnings.Add($"{dim - filter.Rank} of {dim} dimensions are not used: this method keeps {filter.Rank} directions of these pairs");
        if (dim < spectrum.Length && filter.Variances[dim - 1] > 0 && spectrum[dim - 1] - spectrum[dim] < Tie)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"directions {dim} and {dim + 1} have the same correlation {spectrum[dim - 1]:G6}: which of them is kept is arbitrary; choose another dim"));
        }
    }
}
