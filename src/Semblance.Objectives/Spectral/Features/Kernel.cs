using System.Globalization;
using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>A positive definite kernel k(x, x').</summary>
/// <param name="Kind"><c>linear</c>: x.x'; <c>rbf</c>: exp(-|x - x'|^2 / (2 w^2)); <c>exponential</c>: exp(-|x - x'| / w);
/// <c>arc-cosine</c>: |x||x'|(sin t + (pi - t) cos t) / pi with t the angle (Cho and Saul 2009, degree 1), times 1 + cos t for w = 2.</param>
/// <param name="Width">w; &gt; 0. For arc-cosine the degree of the factor: 1 for the plain kernel, 2 for the one times 1 + cos t.</param>
public sealed record Kernel(string Kind, double Width)
{
    private static readonly string[] Kinds = ["linear", "rbf", "exponential", "arc-cosine"];
    private static readonly Operator CdistOp = Operator.Named("cdist");
    private static readonly Operator AcosOp = Operator.Named("acos");

    /// <summary>The word that <see cref="Parse"/> reads.</summary>
    public string Name => Kind == "linear" || (Kind == "arc-cosine" && Width == 1) ? Kind : string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Width}");

    /// <summary>Reads <c>rbf:2</c>, <c>exponential:0.2</c>, <c>arc-cosine</c>, <c>linear</c>.</summary>
    /// <param name="text">Kind, then the width after a colon where the kernel has one.</param>
    /// <exception cref="RequestException">An unknown kernel, or a width that is no positive number.</exception>
    public static Kernel Parse(string text)
    {
        var parts = text.Split(':', 2);
        if (!Kinds.Contains(parts[0])) throw Suggestion.Unknown("kernel", parts[0], Kinds);
        if (parts.Length == 1 && parts[0] is "linear" or "arc-cosine") return new Kernel(parts[0], 1);
        var width = parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
        if (width > 0 && double.IsFinite(width) && (parts[0] != "arc-cosine" || width is 1 or 2)) return new Kernel(parts[0], width);
        throw new RequestException($"kernel '{parts[0]}' has a bad width", parts.Length == 2 ? $"got '{parts[1]}'" : "none was given", parts[0] == "arc-cosine" ? "write arc-cosine, or arc-cosine:2" : $"write {parts[0]}:2, with a number above 0 in the unit of the data");
    }

    /// <summary>k of every pair of rows, [n, m].</summary>
    /// <param name="left">[n, d], float64.</param>
    /// <param name="right">[m, d], float64.</param>
    public Tensor Gram(Tensor left, Tensor right) => Kind switch
    {
        "linear" => left.MatMul(right.Transpose()),
        "rbf" => Distances(left, right, byProducts: true).Square().MultiplyInPlace(-0.5 / (Width * Width)).Exp(),
        "exponential" => Distances(left, right, byProducts: false).MultiplyInPlace(-1 / Width).Exp(),
        _ => ArcCosine(left, right),
    };

    /// <summary>Distances; taken from products only where they are squared again, as small ones lose half their digits by it.</summary>
    private static Tensor Distances(Tensor left, Tensor right, bool byProducts) => CdistOp.Call(left, right, 2.0, byProducts ? 1L : 2L);

    private Tensor ArcCosine(Tensor left, Tensor right)
    {
        var lengths = left.Norm(1, true) * right.Norm(1, true).Transpose();
        var cosine = (left.MatMul(right.Transpose()) / lengths.AtLeast(1e-300)).AtLeast(-1).AtMost(1);
        var angle = AcosOp.Call(cosine);
        var sine = (1 - cosine.Square()).AtLeast(0).Sqrt();
        var value = (sine + ((Math.PI - angle) * cosine)) * lengths * (1 / Math.PI);
        return Width == 1 ? value : value * (cosine + 1);
    }
}
