using Semblance.Tensors;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>Rows projected on the ball of a radius, and the way back for gradients.</summary>
/// <param name="Rows">Rows no longer than the radius, [rows, dim].</param>
/// <param name="Scale">What each row was multiplied by, [rows, 1], exactly 1 inside the ball; null when there is no ball.</param>
/// <param name="Radius">The radius; unused without a ball.</param>
internal sealed record Ball(Tensor Rows, Tensor? Scale, double Radius)
{
    /// <summary>Projects rows, [rows, dim]; a null radius leaves them alone.</summary>
    internal static Ball Project(Tensor rows, double? radius)
    {
        if (radius is not { } limit) return new Ball(rows, null, 0);
        var scale = (rows.Norm(-1, true) * (1 / limit)).AtLeast(1).Reciprocal();
        return new Ball(rows * scale, scale, limit);
    }

    /// <summary>Gradient with respect to the rows before projection; overwrites its argument.</summary>
    internal Tensor Back(Tensor gradient)
    {
        if (Scale is null) return gradient;
        var outside = Scale.IsEqualTo(1).LogicalNot();
        var along = (gradient * Rows).Sum(-1, true) * outside * (1 / (Radius * Radius));
        return gradient.AddInPlace(Rows * along, -1).MultiplyInPlace(Scale);
    }
}
