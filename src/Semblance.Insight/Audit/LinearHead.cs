namespace Semblance.Insight.Audit;

/// <summary>A linear read-out.</summary>
/// <param name="Weights">[outputs, dim].</param>
/// <param name="Outputs">Number of outputs.</param>
internal sealed record LinearHead(double[] Weights, int Outputs)
{
    /// <summary>Outputs without intercepts, [rows, outputs].</summary>
    internal double[] Apply(float[] values, int dim)
    {
        var rows = values.Length / dim;
        var result = new double[rows * Outputs];
        Parallel.For(0, rows, r =>
        {
            for (var o = 0; o < Outputs; o++)
            {
                var sum = 0.0;
                for (var c = 0; c < dim; c++) sum += values[(r * dim) + c] * Weights[(o * dim) + c];
                result[(r * Outputs) + o] = sum;
            }
        });
        return result;
    }
}
