using System.Reflection;

namespace Semblance.Tensors.Tests;

/// <summary>Every operator of the facade against plain loops over a small grid.</summary>
public sealed class FacadeTests
{
    private static readonly double[] Elements = [0.5, -1.25, 2, 3.5, -0.75, 1.5];
    private static readonly Grid X = new(Elements, 2, 3);
    private static readonly Grid Y = new([2, 0.25, -1, 4, 0.5, 1.5], 2, 3);
    private static readonly Grid Positive = X.Map(v => Math.Abs(v) + 0.5);
    private static readonly Grid Square = new([4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2], 3, 3);
    private static readonly Grid Index = new([2, 0, 1, 1], 2, 2);
    private static readonly Grid Mask = X.Map(v => v > 1 ? 1 : 0);

    private static readonly Dictionary<string, Func<(Tensor Actual, Grid Expected)>> Cases = new()
    {
        ["op_Addition"] = () => (X.T + Y.T, X.Zip(Y, (a, b) => a + b)),
        ["op_Addition number"] = () => (1.5 + (X.T + 2.25), X.Map(v => v + 3.75)),
        ["op_Addition whole"] = () => (1 + (X.T + 2), X.Map(v => v + 3)),
        ["op_Subtraction"] = () => (X.T - Y.T, X.Zip(Y, (a, b) => a - b)),
        ["op_Subtraction number"] = () => (1.5 - (X.T - 2.25), X.Map(v => 3.75 - v)),
        ["op_Subtraction whole"] = () => (1 - (X.T - 2), X.Map(v => 3 - v)),
        ["op_Multiply"] = () => (X.T * Y.T, X.Zip(Y, (a, b) => a * b)),
        ["op_Multiply number"] = () => (1.5 * (X.T * 0.5), X.Map(v => 0.75 * v)),
        ["op_Multiply whole"] = () => (3 * (X.T * 2), X.Map(v => 6 * v)),
        ["op_Division"] = () => (X.T / Y.T, X.Zip(Y, (a, b) => a / b)),
        ["op_Division number"] = () => (2 / (X.T / 0.5), X.Map(v => 1 / v)),
        ["op_UnaryNegation"] = () => (-X.T, X.Map(v => -v)),
        ["AddInPlace"] = () => (X.T.AddInPlace(Y.T, 3), X.Zip(Y, (a, b) => a + (3 * b))),
        ["MultiplyInPlace"] = () => (X.T.MultiplyInPlace(3).MultiplyInPlace(Y.T), X.Zip(Y, (a, b) => 3 * a * b)),
        ["CopyInPlace"] = () => (X.T.CopyInPlace(Y.T.To(ElementType.Float32)), Y),
        ["ZeroInPlace"] = () => (X.T.ZeroInPlace(), X.Map(_ => 0)),
        ["LerpInPlace"] = () => (X.T.LerpInPlace(Y.T, 0.25), X.Zip(Y, (a, b) => a + (0.25 * (b - a)))),
        ["MaskedFill"] = () => (X.T.MaskedFill(Mask.T.To(ElementType.Bool), 9), X.Map(v => v > 1 ? 9 : v)),
        ["Where"] = () => (Tensor.Where(X.T.IsGreaterThan(1), X.T, Y.T), X.Zip(Y, (a, b) => a > 1 ? a : b)),
        ["AtLeast"] = () => (X.T.AtLeast(0.75), X.Map(v => Math.Max(v, 0.75))),
        ["AtMost"] = () => (X.T.AtMost(0.75), X.Map(v => Math.Min(v, 0.75))),
        ["Pow"] = () => (Positive.T.Pow(1.7), Positive.Map(v => Math.Pow(v, 1.7))),
        ["IsEqualTo"] = () => (X.T.IsEqualTo(Y.T), X.Zip(Y, (a, b) => a == b ? 1 : 0)),
        ["IsEqualTo number"] = () => (X.T.IsEqualTo(2), X.Map(v => v == 2 ? 1 : 0)),
        ["IsGreaterThan"] = () => (X.T.IsGreaterThan(Y.T), X.Zip(Y, (a, b) => a > b ? 1 : 0)),
        ["IsGreaterThan number"] = () => (X.T.IsGreaterThan(1.5), X.Map(v => v > 1.5 ? 1 : 0)),
        ["LogicalNot"] = () => (X.T.IsGreaterThan(1).LogicalNot(), X.Map(v => v > 1 ? 0 : 1)),
        ["IsFinite"] = () => ((X.T / Mask.T).IsFinite(), Mask),
        ["Exp"] = () => (X.T.Exp(), X.Map(Math.Exp)),
        ["Log"] = () => (Positive.T.Log(), Positive.Map(Math.Log)),
        ["Log1P"] = () => (Positive.T.Log1P(), Positive.Map(v => Math.Log(1 + v))),
        ["Sqrt"] = () => (Positive.T.Sqrt(), Positive.Map(Math.Sqrt)),
        ["ReciprocalSqrt"] = () => (Positive.T.ReciprocalSqrt(), Positive.Map(v => 1 / Math.Sqrt(v))),
        ["Square"] = () => (X.T.Square(), X.Map(v => v * v)),
        ["Abs"] = () => (X.T.Abs(), X.Map(Math.Abs)),
        ["Reciprocal"] = () => (X.T.Reciprocal(), X.Map(v => 1 / v)),
        ["Tanh"] = () => (X.T.Tanh(), X.Map(Math.Tanh)),
        ["Sigmoid"] = () => (X.T.Sigmoid(), X.Map(v => 1 / (1 + Math.Exp(-v)))),
        ["Relu"] = () => (X.T.Relu(), X.Map(v => Math.Max(v, 0))),
        ["Sign"] = () => (X.T.Sign(), X.Map(v => Math.Sign(v))),
        ["Sin"] = () => (X.T.Sin(), X.Map(Math.Sin)),
        ["Cos"] = () => (X.T.Cos(), X.Map(Math.Cos)),
        ["Floor"] = () => (X.T.Floor(), X.Map(Math.Floor)),
        ["Round"] = () => (X.T.Round(), X.Map(Math.Round)),
        ["Softplus"] = () => (X.T.Softplus(), X.Map(v => Math.Log(1 + Math.Exp(v)))),
        ["Erf"] = () => (X.T.Erf(), X.Map(Grid.Erf)),
        ["Gelu"] = () => (X.T.Gelu(), X.Map(v => v * 0.5 * (1 + Grid.Erf(v / Math.Sqrt(2))))),

        ["Zeros"] = () => (Tensor.Zeros([2, 2]), Grid.Make([2, 2], _ => 0)),
        ["Ones"] = () => (Tensor.Ones([2, 2]), Grid.Make([2, 2], _ => 1)),
        ["Empty"] = () => (Tensor.Empty([2, 2]).ZeroInPlace(), Grid.Make([2, 2], _ => 0)),
        ["Full"] = () => (Tensor.Full([3], 2.5), Grid.Make([3], _ => 2.5)),
        ["Scalar"] = () => (Tensor.Scalar(-4), new Grid([-4])),
        ["Eye"] = () => (Tensor.Eye(3), Grid.Make([3, 3], i => i[0] == i[1] ? 1 : 0)),
        ["Arange"] = () => (Tensor.Arange(5), Grid.Make([5], i => i[0])),
        ["ZerosLike"] = () => (Tensor.ZerosLike(X.T), X.Map(_ => 0)),
        ["OnesLike"] = () => (Tensor.OnesLike(X.T), X.Map(_ => 1)),
        ["From"] = () => (Tensor.From(Elements, 3, 2), new Grid(Elements, 3, 2)),
        ["FromSpan"] = () => (Tensor.FromSpan<byte>([1, 255], 2), new Grid([1, 255], 2)),
        ["FromChannelsLast"] = () => (Tensor.FromChannelsLast([0, 1, 2, 3, 4, 5, 6, 7], 1, 2, 2, 2), Grid.Make([1, 2, 2, 2], i => (i[2] * 4) + (i[3] * 2) + i[1])),

        ["MatMul"] = () => (X.T.MatMul(Square.T), X.Times(Square)),
        ["AddMM"] = () => (Tensor.AddMM(Y.T, X.T, Square.T, 0.5, 2), Y.Zip(X.Times(Square), (b, p) => (0.5 * b) + (2 * p))),
        ["Linear"] = () => (X.T.Linear(Y.T, Tensor.From([1.0, -1], 2)), X.Times(Y.Flip()).MapIndex((v, i) => v + (i[1] == 0 ? 1 : -1))),
        ["Dot"] = () => (X.T.Reshape(6).Dot(Y.T.Reshape(6)), new Grid([X.Zip(Y, (a, b) => a * b).Data.Sum()])),
        ["Normalize"] = () => (X.T.Normalize(), X.MapIndex((v, i) => v / Math.Sqrt(X.Row(i[0]).Sum(a => a * a)))),
        ["EigenSymmetric"] = () => (Rebuild(Square.T.EigenSymmetric()), Square),
        ["SingularValues"] = () => (Square.T.SingularValues().Square().Sum(), new Grid([Square.Data.Sum(v => v * v)])),
        ["Svd"] = () => (Rebuild(X.T.Svd()), X),
        ["Qr"] = () => (Product(X.T.Qr()), X),
        ["Cholesky"] = () => (Own(Square.T.Cholesky(), l => l.TriangleBelow().MatMul(l.Transpose())), Square),
        ["Solve"] = () => (Square.T.MatMul(Square.T.Solve(X.T.Transpose())), X.Flip()),
        ["SolveTriangular"] = () => (Own(Square.T.TriangleAbove(), u => u.MatMul(u.SolveTriangular(X.T.Transpose(), upper: true))), X.Flip()),
        ["Inverse"] = () => (Square.T.MatMul(Square.T.Inverse()), Grid.Make([3, 3], i => i[0] == i[1] ? 1 : 0)),
        ["LogDeterminant"] = () => (Square.T.LogDeterminant(), new Grid([Math.Log(Square.Determinant3())])),

        ["Sum"] = () => (X.T.Sum(), new Grid([X.Data.Sum()])),
        ["Sum dimension"] = () => (X.T.Sum(1, keep: true), X.Rows(r => r.Sum(), keep: true)),
        ["Sum dimensions"] = () => (X.T.Sum([0, 1]), new Grid([X.Data.Sum()])),
        ["Mean"] = () => (X.T.Mean(), new Grid([X.Data.Average()])),
        ["Mean dimension"] = () => (X.T.Mean(1), X.Rows(r => r.Average())),
        ["Mean dimensions"] = () => (X.T.Mean([0, 1], keep: true), new Grid([X.Data.Average()], 1, 1)),
        ["Variance"] = () => (X.T.Variance(1), X.Rows(r => Grid.Spread(r) / 2)),
        ["Variance biased"] = () => (X.T.Variance(1, unbiased: false, keep: true), X.Rows(r => Grid.Spread(r) / 3, keep: true)),
        ["Max"] = () => (X.T.Max(), new Grid([X.Data.Max()])),
        ["Max dimension"] = () => (X.T.Max(1, keep: true), X.Rows(r => r.Max(), keep: true)),
        ["Min"] = () => (X.T.Min(), new Grid([X.Data.Min()])),
        ["Min dimension"] = () => (X.T.Min(1), X.Rows(r => r.Min())),
        ["ArgMax"] = () => (X.T.ArgMax(1), X.Rows(r => Array.IndexOf(r, r.Max()))),
        ["ArgMin"] = () => (X.T.ArgMin(1, keep: true), X.Rows(r => Array.IndexOf(r, r.Min()), keep: true)),
        ["LogSumExp"] = () => (X.T.LogSumExp(1), X.Rows(r => Math.Log(r.Sum(Math.Exp)))),
        ["CumulativeSum"] = () => (X.T.CumulativeSum(1), X.MapIndex((_, i) => X.Row(i[0]).Take((int)i[1] + 1).Sum())),
        ["Norm"] = () => (X.T.Norm(1, keep: true), X.Rows(r => Math.Sqrt(r.Sum(v => v * v)), keep: true)),
        ["Softmax"] = () => (X.T.Softmax(1), X.MapIndex((v, i) => Math.Exp(v) / X.Row(i[0]).Sum(Math.Exp))),
        ["LogSoftmax"] = () => (X.T.LogSoftmax(1), X.MapIndex((v, i) => v - Math.Log(X.Row(i[0]).Sum(Math.Exp)))),
        ["TopK"] = () => (Own(X.T.TopK(2), p => Tensor.Cat([p.Values, p.Indices.To(ElementType.Float64)])), new Grid([2, 0.5, 3.5, 1.5, 2, 0, 0, 2], 4, 2)),
        ["Sort"] = () => (Own(X.T.Sort(descending: true), p => p.Values + p.Indices.To(ElementType.Float64)), new Grid([4, 0.5, 0.75 - 1, 3.5, 3.5, 0.25], 2, 3)),

        ["Reshape"] = () => (X.T.Reshape(3, -1), new Grid(Elements, 3, 2)),
        ["Flatten"] = () => (X.T.Flatten(), new Grid(Elements, 6)),
        ["Transpose"] = () => (X.T.Transpose(), X.Flip()),
        ["Permute"] = () => (X.T.Permute(1, 0), X.Flip()),
        ["Unsqueeze"] = () => (X.T.Unsqueeze(1), new Grid(Elements, 2, 1, 3)),
        ["Squeeze"] = () => (X.T.Unsqueeze(0).Squeeze(0), X),
        ["Expand"] = () => (X.T.Narrow(0, 1, 1).Expand(2, 3), X.MapIndex((_, i) => X[1, i[1]])),
        ["Narrow"] = () => (X.T.Narrow(1, 1, 2), Grid.Make([2, 2], i => X[i[0], i[1] + 1])),
        ["Select"] = () => (X.T.Select(1, 2), Grid.Make([2], i => X[i[0], 2])),
        ["IndexSelect"] = () => (X.T.IndexSelect(1, Tensor.From([2L, 0, 2], 3)), Grid.Make([2, 3], i => X[i[0], i[1] == 1 ? 0 : 2])),
        ["Gather"] = () => (X.T.Gather(1, Index.T.To(ElementType.Int64)), Index.MapIndex((k, i) => X[i[0], (long)k])),
        ["ScatterAdd"] = () => (X.T.ScatterAdd(1, Index.T.To(ElementType.Int64), Tensor.Full([2, 2], 10, ElementType.Float64)), new Grid([10.5, -1.25, 12, 3.5, 19.25, 1.5], 2, 3)),
        ["Cat"] = () => (Tensor.Cat([X.T, Y.T], 1), Grid.Make([2, 6], i => i[1] < 3 ? X[i[0], i[1]] : Y[i[0], i[1] - 3])),
        ["Stack"] = () => (Tensor.Stack([X.T, Y.T]), Grid.Make([2, 2, 3], i => i[0] == 0 ? X[i[1], i[2]] : Y[i[1], i[2]])),
        ["Split"] = () => (X.T.Split(2, 1)[1], Grid.Make([2, 1], i => X[i[0], 2])),
        ["Diagonal"] = () => (Square.T.Diagonal(), Grid.Make([3], i => Square[i[0], i[0]])),
        ["DiagonalMatrix"] = () => (Tensor.From([1.0, 2], 2).DiagonalMatrix(), new Grid([1, 0, 0, 2], 2, 2)),
        ["Flip"] = () => (X.T.Flip(1), X.MapIndex((_, i) => X[i[0], 2 - i[1]])),
        ["Roll"] = () => (X.T.Roll(1, 1), X.MapIndex((_, i) => X[i[0], (i[1] + 2) % 3])),
        ["TriangleAbove"] = () => (Square.T.TriangleAbove(1), Square.MapIndex((v, i) => i[1] > i[0] ? v : 0)),
        ["TriangleBelow"] = () => (Square.T.TriangleBelow(), Square.MapIndex((v, i) => i[1] <= i[0] ? v : 0)),
        ["OneHot"] = () => (Tensor.From([1L, 0], 2).OneHot(3), new Grid([0, 1, 0, 1, 0, 0], 2, 3)),
        ["Contiguous"] = () => (X.T.Transpose().Contiguous(), X.Flip()),
        ["ChannelsLast"] = () => (X.T.Reshape(1, 2, 3, 1).ChannelsLast(), new Grid(Elements, 1, 2, 3, 1)),
        ["Clone"] = () => (X.T.Clone(), X),
        ["Detach"] = () => (X.T.Detach(), X),
        ["To"] = () => (X.T.To(ElementType.Int64), X.Map(Math.Truncate)),
        ["To device"] = () => (X.T.To(Device.Cpu), X),
    };

    // What is tested in files of its own: ownership, data exchange, random numbers, properties.
    private static readonly HashSet<string> Elsewhere =
        ["Keep", "Dispose", "ToString", "Fill", "ToArray", "Item", "TypeOf", "AllFinite", "Size", "RandomNormal", "RandomUniform", "RandomPermutation", "UniformInPlace", "NormalInPlace"];

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_does_what_loops_do(string name)
    {
        using var scope = new TensorScope();
        var (actual, expected) = Cases[name]();
        Assert.Equal(expected.Shape, actual.Shape);
        var elements = actual.To(ElementType.Float64).ToArray<double>();
        Assert.All(elements.Zip(expected.Data), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Every_public_operator_has_a_case()
    {
        var covered = Cases.Keys.Select(k => k.Split(' ')[0]).Concat(Elsewhere).ToHashSet();
        var missing = typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(m => m.Name)
            .Where(n => !n.StartsWith("get_", StringComparison.Ordinal) && !n.StartsWith("set_", StringComparison.Ordinal) && !covered.Contains(n))
            .Distinct();
        Assert.Equal([], missing);
    }

    private static Tensor Own<T>(T value, Func<T, Tensor> use) => use(value);

    private static Tensor Rebuild((Tensor Values, Tensor Vectors) eigen) => (eigen.Vectors * eigen.Values).MatMul(eigen.Vectors.Transpose());

    private static Tensor Rebuild((Tensor U, Tensor S, Tensor Vt) svd) => (svd.U * svd.S).MatMul(svd.Vt);

    private static Tensor Product((Tensor Q, Tensor R) qr) => qr.Q.MatMul(qr.R);
}
