namespace Semblance.Tensors;

// Views and layouts.
public sealed unsafe partial class Tensor
{
    private static readonly Operator ReshapeOp = Operator.Named("reshape");
    private static readonly Operator FlattenOp = Operator.Named("flatten.using_ints");
    private static readonly Operator TransposeOp = Operator.Named("transpose.int");
    private static readonly Operator PermuteOp = Operator.Named("permute");
    private static readonly Operator UnsqueezeOp = Operator.Named("unsqueeze");
    private static readonly Operator SqueezeOp = Operator.Named("squeeze.dim");
    private static readonly Operator ExpandOp = Operator.Named("expand");
    private static readonly Operator NarrowOp = Operator.Named("narrow");
    private static readonly Operator SelectOp = Operator.Named("select.int");
    private static readonly Operator IndexSelectOp = Operator.Named("index_select");
    private static readonly Operator GatherOp = Operator.Named("gather");
    private static readonly Operator ScatterAddOp = Operator.Named("scatter_add");
    private static readonly Operator CatOp = Operator.Named("cat");
    private static readonly Operator StackOp = Operator.Named("stack");
    private static readonly Operator SplitOp = Operator.Named("split.Tensor");
    private static readonly Operator DiagonalOp = Operator.Named("diagonal");
    private static readonly Operator DiagEmbedOp = Operator.Named("diag_embed");
    private static readonly Operator FlipOp = Operator.Named("flip");
    private static readonly Operator RollOp = Operator.Named("roll");
    private static readonly Operator TriuOp = Operator.Named("triu");
    private static readonly Operator TrilOp = Operator.Named("tril");
    private static readonly Operator OneHotOp = Operator.Named("one_hot");
    private static readonly Operator ContiguousOp = Operator.Named("contiguous");
    private static readonly Operator CloneOp = Operator.Named("clone");
    private static readonly Operator DetachOp = Operator.Named("detach");
    private static readonly Operator ToTypeOp = Operator.Named("to.dtype");
    private static readonly Operator ToDeviceOp = Operator.Named("to.device");

    /// <summary>The same elements in another shape; one size may be -1.</summary>
    public Tensor Reshape(params long[] shape) => ReshapeOp.Call(this, shape);

    /// <summary>Several dimensions joined into one; itself if there is only that one.</summary>
    public Tensor Flatten(int from = 0, int to = -1) => FlattenOp.Call(this, from, to);

    /// <summary>Two dimensions exchanged.</summary>
    public Tensor Transpose(int a = -2, int b = -1) => TransposeOp.Call(this, a, b);

    /// <summary>The dimensions in another order.</summary>
    public Tensor Permute(params long[] order) => PermuteOp.Call(this, order);

    /// <summary>A new dimension of size 1.</summary>
    public Tensor Unsqueeze(int dimension) => UnsqueezeOp.Call(this, dimension);

    /// <summary>Without a dimension of size 1.</summary>
    public Tensor Squeeze(int dimension) => SqueezeOp.Call(this, dimension);

    /// <summary>Dimensions of size 1 repeated without copying.</summary>
    public Tensor Expand(params long[] shape) => ExpandOp.Call(this, shape);

    /// <summary>A range of one dimension, a view.</summary>
    public Tensor Narrow(int dimension, long start, long length) => NarrowOp.Call(this, dimension, start, length);

    /// <summary>One index of one dimension, which goes away; a view.</summary>
    public Tensor Select(int dimension, long index) => SelectOp.Call(this, dimension, index);

    /// <summary>The slices that an int64 index [n] names.</summary>
    public Tensor IndexSelect(int dimension, Tensor index) => IndexSelectOp.Call(this, dimension, index);

    /// <summary>One element for each int64 index along a dimension.</summary>
    public Tensor Gather(int dimension, Tensor index) => GatherOp.Call(this, dimension, index);

    /// <summary>This plus the source's elements at the places an int64 index names.</summary>
    public Tensor ScatterAdd(int dimension, Tensor index, Tensor source) => ScatterAddOp.Call(this, dimension, index, source);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor Cat(Tensor[] tensors, int dimension = 0) => CatOp.Call((Argument)tensors, dimension);

    /// <summary>Tensors joined along a new dimension.</summary>
    public static Tensor Stack(Tensor[] tensors, int dimension = 0) => StackOp.Call((Argument)tensors, dimension);

    /// <summary>Pieces of a given size; the last may be smaller.</summary>
    public Tensor[] Split(long size, int dimension = 0) => SplitOp.CallMany(this, size, dimension);

    /// <summary>The diagonal of two dimensions, a view.</summary>
    public Tensor Diagonal(int a = -2, int b = -1) => DiagonalOp.Call(this, 0, a, b);

    /// <summary>A matrix with these elements on its diagonal, [n, n].</summary>
    public Tensor DiagonalMatrix() => DiagEmbedOp.Call(this);

    /// <summary>Dimensions in reverse order.</summary>
    public Tensor Flip(params long[] dimensions) => FlipOp.Call(this, dimensions);

    /// <summary>Shifted along a dimension, cyclically.</summary>
    public Tensor Roll(long shift, long dimension) => RollOp.Call(this, new[] { shift }, new[] { dimension });

    /// <summary>The upper triangle, zeros below.</summary>
    public Tensor TriangleAbove(long diagonal = 0) => TriuOp.Call(this, diagonal);

    /// <summary>The lower triangle, zeros above.</summary>
    public Tensor TriangleBelow(long diagonal = 0) => TrilOp.Call(this, diagonal);

    /// <summary>int64 [n, classes] with a one at each label of int64 [n].</summary>
    public Tensor OneHot(long classes) => OneHotOp.Call(this, classes);

    /// <summary>The same elements without gaps in row-major order; itself if it is so already.</summary>
    public Tensor Contiguous() => ContiguousOp.Call(this);

    /// <summary>[n, c, h, w] lying in memory as [n, h, w, c]; itself if it does so already.</summary>
    public Tensor ChannelsLast() => ContiguousOp.Call(this, 2);

    /// <summary>A copy.</summary>
    public Tensor Clone() => CloneOp.Call(this);

    /// <summary>The same elements, cut from what was recorded.</summary>
    public Tensor Detach() => DetachOp.Call(this);

    /// <summary>Cast to an element type; itself if it has it already.</summary>
    public Tensor To(ElementType type) => ToTypeOp.Call(this, type);

    /// <summary>Copied to a device; itself if it is there already, where a GPU without a number means any.</summary>
    public Tensor To(Device device) => IsOn(device) ? this : ToDeviceOp.Call(this, device, ElementType);

    private bool IsOn(Device device)
    {
        var here = Device;
        return device.Type == here.Type && (device.Index < 0 || device.Index == here.Index);
    }
}
