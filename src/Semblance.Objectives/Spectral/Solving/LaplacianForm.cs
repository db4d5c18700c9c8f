using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>Rows count alike; the distance of an embedding is (1 / n) sum_ij G_ij |z_i - z_j|^2, so that rho = 1 - eigenvalue of D - G.</summary>
internal sealed class LaplacianForm(Relation relation) : GraphForm
{
    internal override Eigenpairs Leading(int count, long seed)
    {
        // 2 max degree bounds the eigenvalues of D - G from above (Gershgorin), so the smoothest vectors are the leading ones of the difference.
        var bound = 0.0;
        foreach (var degree in relation.Degrees) bound = Math.Max(bound, 2 * degree);
        var constant = new Matrix(relation.Count, 1);
        Array.Fill(constant.Values, 1 / Math.Sqrt(relation.Count));
        var found = SparseEigen.Largest(Operators.Affine(relation.Laplacian, -1, bound), count, new SparseEigenOptions { Deflate = constant, Seed = (int)seed });
        return found with { Values = [.. found.Values.Select(v => 1 - (bound - v))] };
    }

    internal override Tensor Scaled(Tensor vectors) => vectors * Math.Sqrt(relation.Count);

    internal override (Tensor Total, Tensor Cross) Moments(Matrix embedding)
    {
        var z = embedding.ToTensor();
        var centred = z - z.Mean(0, true);
        var total = centred.Transpose().MatMul(centred) * (1.0 / relation.Count);
        var distance = z.Transpose().MatMul(Product(relation.Laplacian, embedding)) * (1.0 / relation.Count);
        return (total, total - ((distance + distance.Transpose()) * 0.5));
    }
}
