namespace Semblance.Tensors;

// Matrix products and decompositions.
public sealed unsafe partial class Tensor
{
    private static readonly Operator MatMulOp = Operator.Named("matmul");
    private static readonly Operator AddMMOp = Operator.Named("addmm");
    private static readonly Operator LinearOp = Operator.Named("linear");
    private static readonly Operator DotOp = Operator.Named("dot");
    private static readonly Operator EighOp = Operator.Named("linalg_eigh");
    private static readonly Operator SvdvalsOp = Operator.Named("linalg_svdvals");
    private static readonly Operator SvdOp = Operator.Named("linalg_svd");
    private static readonly Operator QrOp = Operator.Named("linalg_qr");
    private static readonly Operator CholeskyOp = Operator.Named("linalg_cholesky");
    private static readonly Operator SolveOp = Operator.Named("linalg_solve");
    private static readonly Operator SolveTriangularOp = Operator.Named("linalg_solve_triangular");
    private static readonly Operator InverseOp = Operator.Named("linalg_inv");
    private static readonly Operator SlogdetOp = Operator.Named("linalg_slogdet");

    /// <summary>Matrix product [*, n, k] x [*, k, m] -> [*, n, m].</summary>
    public Tensor MatMul(Tensor other) => MatMulOp.Call(this, other);

    /// <summary>beta * bias + alpha * left x right in one pass, [n, m].</summary>
    public static Tensor AddMM(Tensor bias, Tensor left, Tensor right, double beta = 1, double alpha = 1) =>
        AddMMOp.Call(bias, left, right, beta, alpha);

    /// <summary>x W' + b for x [*, in], weight [out, in], bias [out] -> [*, out].</summary>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => LinearOp.Call(this, weight, bias);

    /// <summary>Inner product of two vectors [n], [].</summary>
    public Tensor Dot(Tensor other) => DotOp.Call(this, other);

    /// <summary>Rows [*, d] scaled to length 1; lengths below epsilon count as epsilon.</summary>
    public Tensor Normalize(double epsilon = 1e-12) => this / Norm(-1, true).AtLeast(epsilon);

    /// <summary>Eigenvalues in ascending order [n] and eigenvectors in columns [n, n] of a symmetric matrix.</summary>
    public (Tensor Values, Tensor Vectors) EigenSymmetric() => Pair(EighOp.CallMany(this));

    /// <summary>Singular values in descending order.</summary>
    public Tensor SingularValues() => SvdvalsOp.Call(this);

    /// <summary>Thin singular value decomposition U S Vt, singular values descending.</summary>
    public (Tensor U, Tensor S, Tensor Vt) Svd() => Triple(SvdOp.CallMany(this, false));

    /// <summary>Thin QR decomposition.</summary>
    public (Tensor Q, Tensor R) Qr() => Pair(QrOp.CallMany(this));

    /// <summary>Lower triangular factor of a positive definite matrix.</summary>
    public Tensor Cholesky() => CholeskyOp.Call(this);

    /// <summary>X with this X = right.</summary>
    public Tensor Solve(Tensor right) => SolveOp.Call(this, right);

    /// <summary>X with this X = right for a triangular matrix.</summary>
    public Tensor SolveTriangular(Tensor right, bool upper) => SolveTriangularOp.Call(this, right, upper);

    /// <summary>Inverse matrix.</summary>
    public Tensor Inverse() => InverseOp.Call(this);

    /// <summary>Logarithm of the absolute value of the determinant.</summary>
    public Tensor LogDeterminant() => SlogdetOp.CallMany(this)[1];
}
