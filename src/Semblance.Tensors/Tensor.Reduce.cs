namespace Semblance.Tensors;

// Sums, means and orders.
public sealed unsafe partial class Tensor
{
    private static readonly Operator SumAllOp = Operator.Named("sum");
    private static readonly Operator SumOp = Operator.Named("sum.dim_IntList");
    private static readonly Operator MeanAllOp = Operator.Named("mean");
    private static readonly Operator MeanOp = Operator.Named("mean.dim");
    private static readonly Operator VarOp = Operator.Named("var.dim");
    private static readonly Operator MaxAllOp = Operator.Named("max");
    private static readonly Operator MinAllOp = Operator.Named("min");
    private static readonly Operator AmaxOp = Operator.Named("amax");
    private static readonly Operator AminOp = Operator.Named("amin");
    private static readonly Operator ArgMaxOp = Operator.Named("argmax");
    private static readonly Operator ArgMinOp = Operator.Named("argmin");
    private static readonly Operator LogSumExpOp = Operator.Named("logsumexp");
    private static readonly Operator CumsumOp = Operator.Named("cumsum");
    private static readonly Operator NormOp = Operator.Named("norm.ScalarOpt_dim");
    private static readonly Operator SoftmaxOp = Operator.Named("softmax.int");
    private static readonly Operator LogSoftmaxOp = Operator.Named("log_softmax.int");
    private static readonly Operator TopKOp = Operator.Named("topk");
    private static readonly Operator SortOp = Operator.Named("sort");
    private static readonly Operator AllOp = Operator.Named("all");

    /// <summary>Sum of all elements, [].</summary>
    public Tensor Sum() => SumAllOp.Call(this);

    /// <summary>Sum along a dimension.</summary>
    public Tensor Sum(long dimension, bool keep = false) => SumOp.Call(this, new[] { dimension }, keep);

    /// <summary>Sum along dimensions.</summary>
    public Tensor Sum(long[] dimensions, bool keep = false) => SumOp.Call(this, dimensions, keep);

    /// <summary>Mean of all elements, [].</summary>
    public Tensor Mean() => MeanAllOp.Call(this);

    /// <summary>Mean along a dimension.</summary>
    public Tensor Mean(long dimension, bool keep = false) => MeanOp.Call(this, new[] { dimension }, keep);

    /// <summary>Mean along dimensions.</summary>
    public Tensor Mean(long[] dimensions, bool keep = false) => MeanOp.Call(this, dimensions, keep);

    /// <summary>Variance along a dimension, divided by n-1 when unbiased, by n otherwise.</summary>
    public Tensor Variance(long dimension, bool unbiased = true, bool keep = false) =>
        VarOp.Call(this, new[] { dimension }, unbiased, keep);

    /// <summary>Largest element, [].</summary>
    public Tensor Max() => MaxAllOp.Call(this);

    /// <summary>Smallest element, [].</summary>
    public Tensor Min() => MinAllOp.Call(this);

    /// <summary>Largest along a dimension.</summary>
    public Tensor Max(long dimension, bool keep = false) => AmaxOp.Call(this, new[] { dimension }, keep);

    /// <summary>Smallest along a dimension.</summary>
    public Tensor Min(long dimension, bool keep = false) => AminOp.Call(this, new[] { dimension }, keep);

    /// <summary>int64 index of the largest along a dimension.</summary>
    public Tensor ArgMax(long dimension, bool keep = false) => ArgMaxOp.Call(this, dimension, keep);

    /// <summary>int64 index of the smallest along a dimension.</summary>
    public Tensor ArgMin(long dimension, bool keep = false) => ArgMinOp.Call(this, dimension, keep);

    /// <summary>log of the sum of exponentials along a dimension, without overflow.</summary>
    public Tensor LogSumExp(long dimension, bool keep = false) => LogSumExpOp.Call(this, new[] { dimension }, keep);

    /// <summary>Running sum along a dimension.</summary>
    public Tensor CumulativeSum(long dimension) => CumsumOp.Call(this, dimension);

    /// <summary>Euclidean length along a dimension.</summary>
    public Tensor Norm(long dimension, bool keep = false) => NormOp.Call(this, 2.0, new[] { dimension }, keep);

    /// <summary>Exponentials divided by their sum along a dimension.</summary>
    public Tensor Softmax(long dimension) => SoftmaxOp.Call(this, dimension);

    /// <summary>Logarithm of the softmax along a dimension.</summary>
    public Tensor LogSoftmax(long dimension) => LogSoftmaxOp.Call(this, dimension);

    /// <summary>The largest (or smallest) elements along a dimension, in order, and their int64 indices.</summary>
    public (Tensor Values, Tensor Indices) TopK(long count, long dimension = -1, bool largest = true) =>
        Pair(TopKOp.CallMany(this, count, dimension, largest, true));

    /// <summary>In order along a dimension, and their int64 indices.</summary>
    public (Tensor Values, Tensor Indices) Sort(long dimension = -1, bool descending = false) =>
        Pair(SortOp.CallMany(this, dimension, descending));

    /// <summary>True when no element is infinite or NaN.</summary>
    public bool AllFinite()
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return AllOp.Call(IsFinite()).Item() != 0;
    }

    private static (Tensor A, Tensor B) Pair(Tensor[] results) => (results[0], results[1]);

    private static (Tensor A, Tensor B, Tensor C) Triple(Tensor[] results) => (results[0], results[1], results[2]);
}
