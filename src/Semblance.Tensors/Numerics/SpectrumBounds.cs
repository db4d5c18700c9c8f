using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Where the spectrum of an operator lies, from a few steps of Lanczos' recurrence.</summary>
/// <param name="Low">Not above the smallest eigenvalue, in practice.</param>
/// <param name="Ritz">Approximate eigenvalues, descending.</param>
internal sealed record SpectrumBounds(double Low, double[] Ritz)
{
    private const int Steps = 16;

    /// <summary>Largest magnitude in the spectrum, about.</summary>
    internal double Scale => Math.Max(Math.Abs(Low), Math.Abs(Ritz[0]));

    /// <summary>Runs the recurrence from a random vector.</summary>
    /// <remarks>The lower end is the smallest Ritz value minus the length of the remainder (Zhou, Saad, Tiago and Chelikowsky 2006, section 3.2).</remarks>
    internal static SpectrumBounds Of(ProjectedOperator a)
    {
        using var scope = new TensorScope();
        var steps = Math.Min(Steps, a.Dimensions);
        var inner = new Matrix(steps, steps);
        var vector = a.RandomBlock(1, -1);
        vector.MultiplyInPlace(1 / vector.Norm(0).Item());
        Tensor? before = null;
        var length = 0.0;
        for (var step = 0; step < steps; step++)
        {
            var next = a.Multiply(vector);
            if (before is not null) next.AddInPlace(before, -length);
            var diagonal = (next * vector).Sum().Item();
            next.AddInPlace(vector, -diagonal);
            inner[step, step] = diagonal;
            length = next.Norm(0).Item();
            a.CheckLimit(length, 0);
            if (step + 1 == steps || length <= 1e-12 * Math.Abs(diagonal)) return Bounds(inner, step + 1, length);
            inner[step, step + 1] = inner[step + 1, step] = length;
            next.MultiplyInPlace(1 / length);
            (before, vector) = (vector, next);
        }

        throw new InvalidOperationException("the recurrence has at least one step");
    }

    private static SpectrumBounds Bounds(Matrix inner, int steps, double remainder)
    {
        var part = new Matrix(steps, steps);
        for (var row = 0; row < steps; row++) inner.Row(row)[..steps].CopyTo(part.Row(row));
        var ritz = SymmetricEigen.Decompose(part).Values;
        return new SpectrumBounds(ritz[^1] - remainder, ritz);
    }
}
