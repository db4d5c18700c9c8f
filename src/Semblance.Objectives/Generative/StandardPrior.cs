using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>Every view by itself, N(0, I): the prior of the ordinary variational autoencoder.</summary>
internal sealed class StandardPrior : LatentPrior
{
    internal override Tensor Energy(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances)
    {
        var squares = Rows(points.Select(z => z.Square()));
        return (variances is null ? squares : squares + Rows(variances)) * 0.5;
    }

    internal override (double Within, double? Between) Spread => (1, null);

    internal override double Normaliser(int views, int dim) => 0.5 * views * dim * Math.Log(2 * Math.PI);
}
