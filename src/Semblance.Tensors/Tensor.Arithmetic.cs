namespace Semblance.Tensors;

// Element-wise operators.
public sealed unsafe partial class Tensor
{
    private static readonly Operator AddOp = Operator.Named("add.Tensor");
    private static readonly Operator AddNumberOp = Operator.Named("add.Scalar");
    private static readonly Operator SubtractOp = Operator.Named("sub.Tensor");
    private static readonly Operator SubtractNumberOp = Operator.Named("sub.Scalar");
    private static readonly Operator MultiplyOp = Operator.Named("mul.Tensor");
    private static readonly Operator MultiplyNumberOp = Operator.Named("mul.Scalar");
    private static readonly Operator DivideOp = Operator.Named("div.Tensor");
    private static readonly Operator DivideNumberOp = Operator.Named("div.Scalar");
    private static readonly Operator RsubOp = Operator.Named("rsub.Scalar");
    private static readonly Operator NegateOp = Operator.Named("neg");
    private static readonly Operator AddInPlaceOp = Operator.Named("add_.Tensor");
    private static readonly Operator MultiplyInPlaceOp = Operator.Named("mul_.Scalar");
    private static readonly Operator MultiplyTensorInPlaceOp = Operator.Named("mul_.Tensor");
    private static readonly Operator CopyOp = Operator.Named("copy_");
    private static readonly Operator ZeroOp = Operator.Named("zero_");
    private static readonly Operator LerpOp = Operator.Named("lerp_.Scalar");
    private static readonly Operator MaskedFillOp = Operator.Named("masked_fill.Scalar");
    private static readonly Operator WhereOp = Operator.Named("where.self");
    private static readonly Operator ClampMinOp = Operator.Named("clamp_min");
    private static readonly Operator ClampMaxOp = Operator.Named("clamp_max");
    private static readonly Operator PowOp = Operator.Named("pow.Tensor_Scalar");
    private static readonly Operator EqOp = Operator.Named("eq.Tensor");
    private static readonly Operator EqScalarOp = Operator.Named("eq.Scalar");
    private static readonly Operator GtScalarOp = Operator.Named("gt.Scalar");
    private static readonly Operator GtOp = Operator.Named("gt.Tensor");
    private static readonly Operator NotOp = Operator.Named("logical_not");
    private static readonly Operator IsFiniteOp = Operator.Named("isfinite");
    private static readonly Operator ExpOp = Operator.Named("exp");
    private static readonly Operator LogOp = Operator.Named("log");
    private static readonly Operator Log1POp = Operator.Named("log1p");
    private static readonly Operator SqrtOp = Operator.Named("sqrt");
    private static readonly Operator ReciprocalSqrtOp = Operator.Named("rsqrt");
    private static readonly Operator SquareOp = Operator.Named("square");
    private static readonly Operator AbsOp = Operator.Named("abs");
    private static readonly Operator ReciprocalOp = Operator.Named("reciprocal");
    private static readonly Operator TanhOp = Operator.Named("tanh");
    private static readonly Operator SigmoidOp = Operator.Named("sigmoid");
    private static readonly Operator ReluOp = Operator.Named("relu");
    private static readonly Operator SignOp = Operator.Named("sign");
    private static readonly Operator SinOp = Operator.Named("sin");
    private static readonly Operator CosOp = Operator.Named("cos");
    private static readonly Operator FloorOp = Operator.Named("floor");
    private static readonly Operator RoundOp = Operator.Named("round");
    private static readonly Operator SoftplusOp = Operator.Named("softplus");
    private static readonly Operator ErfOp = Operator.Named("erf");
    private static readonly Operator GeluOp = Operator.Named("gelu");

    /// <summary>Element by element, with broadcasting.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => AddOp.Call(left, right);

    /// <summary>Each element and a number.</summary>
    public static Tensor operator +(Tensor left, double right) => AddNumberOp.Call(left, right);

    /// <summary>Element by element, with broadcasting.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => SubtractOp.Call(left, right);

    /// <summary>Each element and a number.</summary>
    public static Tensor operator -(Tensor left, double right) => SubtractNumberOp.Call(left, right);

    /// <summary>Element by element, with broadcasting.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => MultiplyOp.Call(left, right);

    /// <summary>Each element and a number.</summary>
    public static Tensor operator *(Tensor left, double right) => MultiplyNumberOp.Call(left, right);

    /// <summary>Element by element, with broadcasting.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => DivideOp.Call(left, right);

    /// <summary>Each element and a number.</summary>
    public static Tensor operator /(Tensor left, double right) => DivideNumberOp.Call(left, right);

    /// <summary>Each element and a whole number; integers stay integers.</summary>
    public static Tensor operator +(Tensor left, long right) => AddNumberOp.Call(left, right);

    /// <summary>Each element and a whole number; integers stay integers.</summary>
    public static Tensor operator -(Tensor left, long right) => SubtractNumberOp.Call(left, right);

    /// <summary>Each element and a whole number; integers stay integers.</summary>
    public static Tensor operator *(Tensor left, long right) => MultiplyNumberOp.Call(left, right);

    /// <summary>A whole number and each element; integers stay integers.</summary>
    public static Tensor operator +(long left, Tensor right) => right + left;

    /// <summary>A whole number less each element; integers stay integers.</summary>
    public static Tensor operator -(long left, Tensor right) => RsubOp.Call(right, left);

    /// <summary>A whole number times each element; integers stay integers.</summary>
    public static Tensor operator *(long left, Tensor right) => right * left;

    /// <summary>A number and each element.</summary>
    public static Tensor operator +(double left, Tensor right) => right + left;

    /// <summary>A number less each element.</summary>
    public static Tensor operator -(double left, Tensor right) => RsubOp.Call(right, left);

    /// <summary>A number times each element.</summary>
    public static Tensor operator *(double left, Tensor right) => right * left;

    /// <summary>A number divided by each element.</summary>
    public static Tensor operator /(double left, Tensor right) => right.Reciprocal() * left;

    /// <summary>Each element with the other sign.</summary>
    public static Tensor operator -(Tensor value) => NegateOp.Call(value);

    /// <summary>Adds <c>factor * other</c>, in place.</summary>
    public Tensor AddInPlace(Tensor other, double factor = 1) => AddInPlaceOp.Call(this, other, factor);

    /// <summary>Multiplies by a number, in place.</summary>
    public Tensor MultiplyInPlace(double factor) => MultiplyInPlaceOp.Call(this, factor);

    /// <summary>Multiplies element by element, in place.</summary>
    public Tensor MultiplyInPlace(Tensor other) => MultiplyTensorInPlaceOp.Call(this, other);

    /// <summary>Overwrites with another tensor's elements, cast and broadcast as needed, in place.</summary>
    public Tensor CopyInPlace(Tensor source) => CopyOp.Call(this, source);

    /// <summary>Zeros, in place.</summary>
    public Tensor ZeroInPlace() => ZeroOp.Call(this);

    /// <summary>Moves a share of the way to <paramref name="end"/>, in place: an exponential moving average.</summary>
    public Tensor LerpInPlace(Tensor end, double weight) => LerpOp.Call(this, end, weight);

    /// <summary>The value where the bool mask is true.</summary>
    public Tensor MaskedFill(Tensor mask, double value) => MaskedFillOp.Call(this, mask, value);

    /// <summary>Elements of one tensor where the bool condition is true, of the other elsewhere.</summary>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no) => WhereOp.Call(condition, yes, no);

    /// <summary>Each element, but not below <paramref name="low"/>.</summary>
    public Tensor AtLeast(double low) => ClampMinOp.Call(this, low);

    /// <summary>Each element, but not above <paramref name="high"/>.</summary>
    public Tensor AtMost(double high) => ClampMaxOp.Call(this, high);

    /// <summary>Each element to a power.</summary>
    public Tensor Pow(double exponent) => PowOp.Call(this, exponent);

    /// <summary>Bool: where the elements are equal, with broadcasting.</summary>
    public Tensor IsEqualTo(Tensor other) => EqOp.Call(this, other);

    /// <summary>Bool: where the elements equal a number.</summary>
    public Tensor IsEqualTo(double other) => EqScalarOp.Call(this, other);

    /// <summary>Bool: where the elements are greater than a number.</summary>
    public Tensor IsGreaterThan(double other) => GtScalarOp.Call(this, other);

    /// <summary>Bool: where the elements are greater, with broadcasting.</summary>
    public Tensor IsGreaterThan(Tensor other) => GtOp.Call(this, other);

    /// <summary>Bool: the opposite.</summary>
    public Tensor LogicalNot() => NotOp.Call(this);

    /// <summary>Bool: where the elements are neither infinite nor NaN.</summary>
    public Tensor IsFinite() => IsFiniteOp.Call(this);

    /// <summary>e to each element, element by element.</summary>
    public Tensor Exp() => ExpOp.Call(this);

    /// <summary>Natural logarithm, element by element.</summary>
    public Tensor Log() => LogOp.Call(this);

    /// <summary>Natural logarithm of 1 + x, element by element.</summary>
    public Tensor Log1P() => Log1POp.Call(this);

    /// <summary>Square root, element by element.</summary>
    public Tensor Sqrt() => SqrtOp.Call(this);

    /// <summary>1 / square root, element by element.</summary>
    public Tensor ReciprocalSqrt() => ReciprocalSqrtOp.Call(this);

    /// <summary>Square, element by element.</summary>
    public Tensor Square() => SquareOp.Call(this);

    /// <summary>Absolute value, element by element.</summary>
    public Tensor Abs() => AbsOp.Call(this);

    /// <summary>1 / x, element by element.</summary>
    public Tensor Reciprocal() => ReciprocalOp.Call(this);

    /// <summary>Hyperbolic tangent, element by element.</summary>
    public Tensor Tanh() => TanhOp.Call(this);

    /// <summary>Logistic function, element by element.</summary>
    public Tensor Sigmoid() => SigmoidOp.Call(this);

    /// <summary>max(x, 0), element by element.</summary>
    public Tensor Relu() => ReluOp.Call(this);

    /// <summary>Sign, element by element.</summary>
    public Tensor Sign() => SignOp.Call(this);

    /// <summary>Sine, element by element.</summary>
    public Tensor Sin() => SinOp.Call(this);

    /// <summary>Cosine, element by element.</summary>
    public Tensor Cos() => CosOp.Call(this);

    /// <summary>Largest integer not above, element by element.</summary>
    public Tensor Floor() => FloorOp.Call(this);

    /// <summary>Nearest integer, ties to even, element by element.</summary>
    public Tensor Round() => RoundOp.Call(this);

    /// <summary>log(1 + e^x), element by element.</summary>
    public Tensor Softplus() => SoftplusOp.Call(this);

    /// <summary>Error function, element by element.</summary>
    public Tensor Erf() => ErfOp.Call(this);

    /// <summary>Gaussian error linear unit (exact form), element by element.</summary>
    public Tensor Gelu() => GeluOp.Call(this);
}
