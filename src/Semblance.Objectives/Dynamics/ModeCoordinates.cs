using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>The directions that a flow works in: eigenvalues, and the way from a linear model's weights to its coordinates and back.</summary>
/// <remarks>Gradient descent on the weights of raw features follows the eigenvectors of the moment itself (<see cref="Of"/>). The canonical directions
/// (<see cref="Whitened"/>) are followed only where the inputs are whitened.</remarks>
public sealed class ModeCoordinates
{
    private readonly Matrix _entry;

    private ModeCoordinates(double[] spectrum, Matrix vectors, Matrix entry) => (Spectrum, Vectors, _entry) = (spectrum, vectors, entry);

    /// <summary>Eigenvalues, descending, [modes].</summary>
    public IReadOnlyList<double> Spectrum { get; }

    /// <summary>Directions in columns, [d, modes]: the coordinates of a feature vector x are V'x.</summary>
    public Matrix Vectors { get; }

    /// <summary>Orthonormal eigenvectors of a moment or trace form.</summary>
    /// <param name="form">Symmetric, [d, d].</param>
    public static ModeCoordinates Of(Matrix form)
    {
        var pairs = SymmetricEigen.Decompose(form);
        return new ModeCoordinates(pairs.Values, pairs.Vectors, pairs.Vectors);
    }

    /// <summary>Canonical directions of pairs, in which the total covariance is the identity; directions without variance are left out.</summary>
    /// <param name="moments">Moments of the features.</param>
    /// <param name="ridge">Share of the mean variance that is added to the total covariance; default 0.</param>
    public static ModeCoordinates Whitened(PairMoments moments, double ridge = 0)
    {
        var pairs = GeneralisedEigen.Solve(moments.Cross, moments.Total, new GeneralisedOptions { Ridge = ridge }).Pairs;

        // V'(S + ridge)V = I: what meets V in W x is (S + ridge)V.
        var added = ridge * moments.Total.Diagonal().Sum() / moments.Dim;
        return new ModeCoordinates(pairs.Values, pairs.Vectors, moments.Total.Times(pairs.Vectors).Plus(pairs.Vectors, added));
    }

    /// <summary>A linear model's weights as the start of a flow, [dim, modes].</summary>
    /// <param name="weights">W, [dim, d].</param>
    public Matrix Start(Matrix weights) => weights.Times(_entry);

    /// <summary>Weights in the coordinates of the features, [dim, d].</summary>
    /// <param name="coordinates">Weights as a flow has them, [dim, modes].</param>
    public Matrix Weights(Matrix coordinates) => coordinates.TimesTranspose(Vectors);

    /// <summary>A random start of independent normal elements, the same for a seed, [dim, modes].</summary>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <param name="scale">Standard deviation of an element of the weights; above 0.</param>
    /// <param name="seed">Any number.</param>
    public Matrix RandomStart(int dim, double scale, long seed)
    {
        if (dim < 1 || !(scale > 0)) throw new RequestException("a random start has a size and a scale", $"got {dim} and {scale}", "0.001 is a small start");
        using var scope = new TensorScope();
        using var random = new Rng(seed);
        return Start(Matrix.From(Tensor.RandomNormal(random, [dim, _entry.Rows], ElementType.Float64) * scale));
    }
}
