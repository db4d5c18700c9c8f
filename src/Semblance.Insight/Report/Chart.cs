using System.Globalization;
using System.Text;

namespace Semblance.Insight.Report;

/// <summary>One curve of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Colour">Its colour, as CSS.</param>
/// <param name="Points">Points from left to right.</param>
internal sealed record Curve(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>How it is drawn. Default: a line, with dots where there are few points.</summary>
    internal CurveStyle Style { get; init; }
}

/// <summary>Titles and scales of the two axes.</summary>
/// <param name="X">What runs to the right, with unit.</param>
/// <param name="Y">What runs upwards, with unit.</param>
/// <param name="LogX">Logarithmic rightward axis; all values must be positive.</param>
/// <param name="LogY">Logarithmic upward axis; all values must be positive.</param>
internal sealed record ChartAxes(string X, string Y, bool LogX = false, bool LogY = false);

/// <summary>Line charts as inline SVG: axes with round numbers, one legend, no script.</summary>
internal static class Chart
{
    private const double Width = 520, Height = 290, Left = 66, Right = 14, Top = 12, Bottom = 44;

    /// <summary>Curves over a common axis.</summary>
    /// <param name="curves">At least one curve with a point.</param>
    /// <param name="xTitle">What runs to the right, with unit.</param>
    /// <param name="yTitle">What runs upwards, with unit.</param>
    /// <param name="logY">Logarithmic upward axis; all values must be positive.</param>
    internal static string Lines(IReadOnlyList<Curve> curves, string xTitle, string yTitle, bool logY = false) => Lines(curves, new ChartAxes(xTitle, yTitle, LogY: logY));

    /// <summary>Curves over a common axis; points that are not finite are left out.</summary>
    /// <param name="curves">At least one curve with a point.</param>
    /// <param name="axes">Titles and scales.</param>
    internal static string Lines(IReadOnlyList<Curve> curves, ChartAxes axes)
    {
        curves = [.. curves.Select(c => c with { Points = [.. c.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))] })];
        var points = curves.SelectMany(c => c.Points).ToList();
        var (xTitle, yTitle) = (axes.X, axes.Y);
        var x = Axis.Around(points.Min(p => p.X), points.Max(p => p.X), axes.LogX);
        var y = Axis.Around(points.Min(p => p.Y), points.Max(p => p.Y), axes.LogY);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Page.Text(yTitle)} against {Page.Text(xTitle)}\">");
        foreach (var tick in y.Ticks)
        {
            var at = Y(y.Share(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:F1}\" y2=\"{at:F1}\" stroke=\"#e6eaef\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 7}\" y=\"{at + 4:F1}\" text-anchor=\"end\">{Axis.Label(tick)}</text>");
        }

        foreach (var tick in x.Ticks)
        {
            var anchor = x.Share(tick) > 0.96 ? "end" : "middle"; // the last label would leave the picture
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x.Share(tick)):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"{anchor}\">{Axis.Label(tick)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2:F1}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Page.Text(xTitle)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {(Top + Height - Bottom) / 2:F1}) rotate(-90)\" text-anchor=\"middle\">{Page.Text(yTitle)}</text>");
        foreach (var curve in curves) Draw(svg, curve, x, y);
        return svg.Append("</svg>").Append(Legend(curves)).ToString();
    }

    /// <summary>Coloured dots in the plane, axes left out because their numbers mean nothing.</summary>
    internal static string Dots(IReadOnlyList<(double X, double Y, int Group, string Name)> dots, IReadOnlyList<string> colours, IReadOnlyList<string> names)
    {
        const double size = 620, margin = 10;
        var (minX, maxX, minY, maxY) = (dots.Min(d => d.X), dots.Max(d => d.X), dots.Min(d => d.Y), dots.Max(d => d.Y));
        var scale = (size - 2 * margin) / Math.Max(Math.Max(maxX - minX, maxY - minY), 1e-12);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {(maxX - minX) * scale + 2 * margin:F0} {(maxY - minY) * scale + 2 * margin:F0}\" role=\"img\" aria-label=\"map\">");
        foreach (var (x, y, group, name) in dots)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{margin + (x - minX) * scale:F1}\" cy=\"{margin + (maxY - y) * scale:F1}\" r=\"2.6\" fill=\"{colours[group % colours.Count]}\" fill-opacity=\".75\"><title>{Page.Text(name)}</title></circle>");
        }

        return svg.Append("</svg>").Append(Legend([.. names.Select((n, k) => new Curve(n, colours[k % colours.Count], []))])).ToString();
    }

    private static void Draw(StringBuilder svg, Curve curve, Axis x, Axis y)
    {
        var places = curve.Points.Select(p => (X: X(x.Share(p.X)), Y: Y(y.Share(p.Y)), p)).ToList();
        if (curve.Style != CurveStyle.Dots)
        {
            var dashes = curve.Style == CurveStyle.Dashed ? " stroke-dasharray=\"6 4\"" : "";
            svg.Append("<polyline fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\"").Append(dashes).Append(" stroke=\"").Append(curve.Colour).Append("\" points=\"");
            foreach (var place in places) svg.Append(CultureInfo.InvariantCulture, $"{place.X:F1},{place.Y:F1} ");
            svg.Append("\"/>");
        }

        if (curve.Style is CurveStyle.Dashed or CurveStyle.Line || (curve.Style == CurveStyle.Automatic && places.Count > 60)) return;
        foreach (var place in places)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{place.X:F1}\" cy=\"{place.Y:F1}\" r=\"2.8\" fill=\"{curve.Colour}\"><title>{Page.Text(curve.Name)}: {place.p.Y:G4} at {place.p.X:G4}</title></circle>");
        }
    }

    /// <summary>Names of the curves; one without a name shares the colour and so the entry of another.</summary>
    private static string Legend(IReadOnlyList<Curve> curves) => curves.Count(c => c.Name.Length > 0) < 2
        ? ""
        : $"<div class=\"legend\">{string.Concat(curves.Where(c => c.Name.Length > 0).Select(c => $"<span><i style=\"background:{c.Colour}\"></i>{Page.Text(c.Name)}</span>"))}</div>";

    private static double X(double share) => Left + share * (Width - Left - Right);

    private static double Y(double share) => Height - Bottom - share * (Height - Top - Bottom);
}
