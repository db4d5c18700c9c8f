using System.Globalization;
using System.Text;
using Semblance.Insight.Report;

namespace Semblance.Insight.Audit;

/// <summary>Horizontal bars from 0 to 1 as inline SVG.</summary>
internal static class ProbeBars
{
    private const double Left = 170, Right = 24, Line = 26, Top = 8, Foot = 24;

    private static readonly Dictionary<string, string> Colours = new()
    {
        [AuditReference.Baseline] = Palette.Second, [AuditReference.Inputs] = Palette.Third, [AuditReference.Supervised] = "#6a51a3", [AuditReference.Representation] = "#aa3377", [AuditReference.Embedding] = "#8c564b",
    };

    internal static string Html(IReadOnlyList<AuditProbe> probes) => Of(
    [
        .. probes.Select(p => new Bar(
            p.Kind is AuditTarget.Subclass or AuditTarget.Discovered ? $"{p.Attribute} (in class)" : p.Attribute, p.Features.Skill, p.Features.Low, p.Features.High,
            [.. p.References.Select(r => (r.Key, r.Value.Skill, Colours[r.Key])), ("permuted", p.Control.Skill, "#9aa5b1")])),
    ]);

    /// <summary>Bars one below the other.</summary>
    /// <param name="bars">At least one.</param>
    /// <param name="width">Width in units of which a line takes 26; half a page is about 460.</param>
    internal static string Of(IReadOnlyList<Bar> bars, double width = 760)
    {
        var height = Top + (Line * bars.Count) + Foot;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"bars\">");
        for (var tick = 0; tick <= 4; tick++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(tick / 4.0, width):F1}\" x2=\"{X(tick / 4.0, width):F1}\" y1=\"{Top}\" y2=\"{height - Foot}\" stroke=\"#e6eaef\"/><text x=\"{X(tick / 4.0, width):F1}\" y=\"{height - 6}\" text-anchor=\"middle\">{tick / 4.0:0.##}</text>");
        }

        for (var k = 0; k < bars.Count; k++) Draw(svg, bars[k], Top + (Line * k) + (Line / 2), width);
        var names = bars.SelectMany(b => b.Marks).Select(m => (m.Name, m.Colour)).Distinct().Select(m => $"<span><i style=\"background:{m.Colour}\"></i>{Page.Text(m.Name)}</span>");
        return svg.Append("</svg>").Append("<div class=\"legend\"><span><i style=\"background:#9db8e0\"></i>features</span>").AppendJoin("", names).Append("</div>").ToString();
    }

    private static void Draw(StringBuilder svg, Bar bar, double y, double width)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 10}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{Page.Text(bar.Name)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y - 7:F1}\" width=\"{Math.Max(0, X(bar.Value, width) - Left):F1}\" height=\"14\" rx=\"3\" fill=\"#c9d8ef\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(bar.Low, width):F1}\" x2=\"{X(bar.High, width):F1}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"{Palette.First}\" stroke-width=\"2\"/>");
        foreach (var (name, value, colour) in bar.Marks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(value, width):F1}\" x2=\"{X(value, width):F1}\" y1=\"{y - 9:F1}\" y2=\"{y + 9:F1}\" stroke=\"{colour}\" stroke-width=\"3\"><title>{Page.Text(name)}: {value:F2}</title></line>");
        }
    }

    private static double X(double value, double width) => Left + (Math.Clamp(value, 0, 1) * (width - Left - Right));
}
