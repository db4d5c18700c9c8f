using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

public sealed class DenseEigenTests
{
    [Fact]
    public void A_symmetric_matrix_is_rebuilt_from_its_eigenpairs()
    {
        var a = Samples.Symmetric(25, 1);
        var pairs = SymmetricEigen.Decompose(a);
        var rebuilt = Samples.Product(Samples.Product(pairs.Vectors, Samples.Diagonal(pairs.Values)), Samples.Transposed(pairs.Vectors));
        Assert.True(Samples.Distance(a, rebuilt) < 1e-13);
        var residuals = Samples.Residuals(a, pairs);
        for (var i = 0; i < 25; i++) Assert.Equal(residuals[i], pairs.Residuals[i], 1e-13);
    }

    [Fact]
    public void A_count_keeps_the_largest()
    {
        var pairs = SymmetricEigen.Decompose(Samples.Diagonal(-7, 3, 5), 2);
        Assert.Equal([5, 3], pairs.Values);
        Assert.Equal([0, 0, 0, 1, 1, 0], pairs.Vectors.Values);
    }

    [Fact]
    public void Of_elements_of_equal_magnitude_the_first_is_positive()
    {
        var pairs = SymmetricEigen.Decompose(new Matrix(2, 2, [2, -1, -1, 2]));
        Assert.Equal([3, 1], pairs.Values.Select(v => Math.Round(v, 14)));
        Assert.True(pairs.Vectors[0, 0] > 0 && pairs.Vectors[1, 0] < 0 && pairs.Vectors[0, 1] > 0);
    }

    [Fact]
    public void Tied_values_are_grouped()
    {
        Assert.Equal([(0, 1), (1, 3), (4, 1)], SymmetricEigen.TiedGroups([2, 1 + 1e-9, 1, 1 - 1e-9, 0]));
        Assert.Equal([(0, 2)], SymmetricEigen.TiedGroups([1, 0.5], 0.5));
        Assert.Equal([(0, 1), (1, 1)], SymmetricEigen.TiedGroups([1, 0.5], 0.4));
        Assert.Empty(SymmetricEigen.TiedGroups([]));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-3)]
    [InlineData(30)]
    [InlineData(89.9999)]
    [InlineData(90)]
    public void A_known_angle_between_spaces_is_found(double degrees)
    {
        var t = double.DegreesToRadians(degrees);
        var turn = Subspace.Orthonormalise(Samples.Normal(5, 5, 2));
        var (a, b) = (new Matrix(5, 2), new Matrix(5, 3));
        (a[0, 0], a[1, 1]) = (1, 1);
        (b[0, 0], b[1, 1], b[2, 1], b[4, 2]) = (1, Math.Cos(t), Math.Sin(t), 1);
        var plain = Subspace.PrincipalAngles(a, b);
        Assert.Equal(0, plain[0], 1e-15);
        Assert.Equal(degrees, plain[1], Math.Max(1e-15, 1e-13 * degrees));
        var mixed = Samples.Product(turn, Samples.Product(b, Samples.Normal(3, 3, 3)));
        Assert.Equal(degrees, Subspace.LargestAngle(Samples.Product(turn, a), mixed), 1e-12);
    }

    [Fact]
    public void An_orthonormal_basis_spans_the_columns()
    {
        var columns = Samples.Normal(30, 4, 4);
        var basis = Subspace.Orthonormalise(columns);
        Assert.True(Samples.Distance(Samples.Product(Samples.Transposed(basis), basis), Samples.Identity(4)) < 1e-14);
        Assert.True(Samples.Distance(columns, Samples.Product(basis, Samples.Product(Samples.Transposed(basis), columns))) < 1e-13);
    }

    [Fact]
    public void Dependent_columns_and_wrong_shapes_are_refused()
    {
        Assert.Contains("depend", Assert.Throws<RequestException>(() => Subspace.Orthonormalise(new Matrix(3, 2, [1, 2, 1, 2, 1, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("depend", Assert.Throws<RequestException>(() => Subspace.Orthonormalise(new Matrix(3, 2, [1, 0, 1, 0, 1, 0]))).Message, StringComparison.Ordinal);
        Assert.Contains("depend", Assert.Throws<RequestException>(() => Subspace.Orthonormalise(new Matrix(1, 2, [1, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("different", Assert.Throws<RequestException>(() => Subspace.LargestAngle(Samples.Identity(2), Samples.Identity(3))).Message, StringComparison.Ordinal);
        Assert.Contains("not symmetric", Assert.Throws<RequestException>(() => SymmetricEigen.Decompose(new Matrix(2, 2, [1, 1, 0, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("not finite", Assert.Throws<RequestException>(() => SymmetricEigen.Decompose(new Matrix(1, 1, [double.NaN]))).Message, StringComparison.Ordinal);
    }
}
