using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>In-place operators that keep a block of similarities in cache instead of writing new ones.</summary>
internal static class Kernel
{
    private static readonly Operator ExpOp = Operator.Named("exp_");
    private static readonly Operator AddMMOp = Operator.Named("addmm_");
    private static readonly Operator FillOp = Operator.Named("fill_.Scalar");
    private static readonly Operator LogAddExpOp = Operator.Named("logaddexp");
    private static readonly Operator IndexAddOp = Operator.Named("index_add_");
    private static readonly Operator UniqueOp = Operator.Named("_unique2");
    private static readonly Operator DiagonalOp = Operator.Named("diagonal");

    /// <summary>exp, in place.</summary>
    internal static Tensor ExpInPlace(this Tensor tensor) => ExpOp.Call(tensor);

    /// <summary>target += factor * left right, in place; target [a, c], left [a, b], right [b, c].</summary>
    internal static Tensor AddProductInPlace(this Tensor target, Tensor left, Tensor right, double factor = 1) =>
        AddMMOp.Call(target, left, right, 1.0, factor);

    /// <summary>Overwrites every element.</summary>
    internal static Tensor FillInPlace(this Tensor tensor, double value) => FillOp.Call(tensor, value);

    /// <summary>The diagonal of a matrix that begins so many columns to the right, a view; below 0 so many rows down.</summary>
    internal static Tensor Diagonal(this Tensor matrix, long offset) => DiagonalOp.Call(matrix, offset, 0, 1);

    /// <summary>log(exp(a) + exp(b)) without overflow.</summary>
    internal static Tensor LogAddExp(this Tensor a, Tensor b) => LogAddExpOp.Call(a, b);

    /// <summary>log(1 + exp(x)) without overflow and without the engine's switch to x above 20, which costs digits in float64.</summary>
    internal static Tensor SoftPlus(this Tensor x) => x.LogAddExp(Tensor.ZerosLike(x));

    /// <summary>Adds row i of the source, [rows, dim], to row index[i] of the target.</summary>
    internal static Tensor AddRowsInPlace(this Tensor target, Tensor index, Tensor source) => IndexAddOp.Call(target, 0, index, source);

    /// <summary>The number of each label's class, counted from 0, int64 [rows], and the size of each class, int64 [classes].</summary>
    internal static (Tensor Class, Tensor Size) Classes(this Tensor labels)
    {
        var found = UniqueOp.CallMany(labels, true, true, true);
        return (found[1], found[2]);
    }

    /// <summary>Sum of the products of all elements, [].</summary>
    internal static Tensor InnerProduct(this Tensor a, Tensor b) => a.Reshape(-1).Dot(b.Reshape(-1));
}
