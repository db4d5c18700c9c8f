using Semblance.Errors;

namespace Semblance.Insight.Tangent;

/// <summary>How far a tangent kernel has moved between two moments of a run.</summary>
/// <param name="Relative">Frobenius norm of the change over that of the first kernel; 0 where the network learns as its linearisation does.</param>
/// <param name="Alignment">Cosine between both kernels as vectors, in [0, 1]; 1 when the kernel has kept its shape, whatever its size.</param>
/// <remarks>Over all blocks of outputs. Which losses keep the kernel still in wide networks: docs/dynamics/tangent.md.</remarks>
public sealed record TangentDrift(double Relative, double Alignment)
{
    /// <summary>The drift between two kernels on the same samples.</summary>
    /// <param name="before">The first.</param>
    /// <param name="after">The second.</param>
    /// <exception cref="RequestException">Other samples or outputs.</exception>
    public static TangentDrift Between(TangentKernel before, TangentKernel after)
    {
        if (before.Outputs != after.Outputs || before.Mean.Rows != after.Mean.Rows)
            throw new RequestException("kernels of one network on the same samples are compared", $"{before.Mean.Rows} samples and {before.Outputs} outputs, then {after.Mean.Rows} and {after.Outputs}", "give both the same samples");
        var (change, first, second, inner) = (0.0, 0.0, 0.0, 0.0);
        for (var a = 0; a < before.Outputs; a++)
        {
            for (var b = 0; b < before.Outputs; b++)
            {
                var (x, y) = (before.Blocks[a, b].Values, after.Blocks[a, b].Values);
                for (var i = 0; i < x.Length; i++)
                {
                    change += (y[i] - x[i]) * (y[i] - x[i]);
                    (first, second, inner) = (first + (x[i] * x[i]), second + (y[i] * y[i]), inner + (x[i] * y[i]));
                }
            }
        }

        return new TangentDrift(Math.Sqrt(change / first), inner / Math.Sqrt(first * second));
    }
}
