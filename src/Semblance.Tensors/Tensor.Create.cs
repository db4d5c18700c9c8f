namespace Semblance.Tensors;

// Tensors from nothing.
public sealed unsafe partial class Tensor
{
    private static readonly Operator EmptyOp = Operator.Named("empty.memory_format");
    private static readonly Operator ZerosOp = Operator.Named("zeros");
    private static readonly Operator OnesOp = Operator.Named("ones");
    private static readonly Operator FullOp = Operator.Named("full");
    private static readonly Operator EyeOp = Operator.Named("eye");
    private static readonly Operator ArangeOp = Operator.Named("arange");
    private static readonly Operator ZerosLikeOp = Operator.Named("zeros_like");
    private static readonly Operator OnesLikeOp = Operator.Named("ones_like");
    private static readonly Operator RandnOp = Operator.Named("randn.generator");
    private static readonly Operator RandOp = Operator.Named("rand.generator");
    private static readonly Operator RandpermOp = Operator.Named("randperm.generator");
    private static readonly Operator UniformOp = Operator.Named("uniform_");
    private static readonly Operator NormalOp = Operator.Named("normal_");

    /// <summary>Elements of any value.</summary>
    public static Tensor Empty(long[] shape, ElementType type = ElementType.Float32, Device device = default) =>
        EmptyOp.Call(shape, type, Argument.None, device);

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(long[] shape, ElementType type = ElementType.Float32, Device device = default) =>
        ZerosOp.Call(shape, type, Argument.None, device);

    /// <summary>Ones.</summary>
    public static Tensor Ones(long[] shape, ElementType type = ElementType.Float32, Device device = default) =>
        OnesOp.Call(shape, type, Argument.None, device);

    /// <summary>One value everywhere.</summary>
    public static Tensor Full(long[] shape, double value, ElementType type = ElementType.Float32, Device device = default) =>
        FullOp.Call(shape, value, type, Argument.None, device);

    /// <summary>A scalar, [].</summary>
    public static Tensor Scalar(double value, ElementType type = ElementType.Float32) => Full([], value, type);

    /// <summary>The identity matrix, [size, size].</summary>
    public static Tensor Eye(long size, ElementType type = ElementType.Float32, Device device = default) =>
        EyeOp.Call(size, type, Argument.None, device);

    /// <summary>0, 1, ... count-1, [count].</summary>
    public static Tensor Arange(long count, ElementType type = ElementType.Int64, Device device = default) =>
        ArangeOp.Call(count, type, Argument.None, device);

    /// <summary>Zeros of another tensor's shape, type and device.</summary>
    public static Tensor ZerosLike(Tensor like) => ZerosLikeOp.Call(like);

    /// <summary>Ones of another tensor's shape, type and device.</summary>
    public static Tensor OnesLike(Tensor like) => OnesLikeOp.Call(like);

    /// <summary>Independent standard normal numbers, on the generator's device.</summary>
    public static Tensor RandomNormal(Rng rng, long[] shape, ElementType type = ElementType.Float32) => RandnOp.Call(shape, rng, type, Argument.None, rng.Device);

    /// <summary>Independent uniform numbers in [0, 1), on the generator's device.</summary>
    public static Tensor RandomUniform(Rng rng, long[] shape, ElementType type = ElementType.Float32) => RandOp.Call(shape, rng, type, Argument.None, rng.Device);

    /// <summary>The numbers 0..count-1 in random order, int64 [count].</summary>
    public static Tensor RandomPermutation(Rng rng, long count) => RandpermOp.Call(count, rng, ElementType.Int64, Argument.None, rng.Device);

    /// <summary>Fills with uniform numbers in [low, high), in place.</summary>
    public Tensor UniformInPlace(Rng rng, double low, double high) => UniformOp.Call(this, low, high, rng);

    /// <summary>Fills with normal numbers, in place.</summary>
    public Tensor NormalInPlace(Rng rng, double mean, double deviation) => NormalOp.Call(this, mean, deviation, rng);
}
