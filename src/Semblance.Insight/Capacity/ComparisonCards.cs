using System.Text;
using Semblance.Insight.Report;

namespace Semblance.Insight.Capacity;

/// <summary>Several encoders side by side, as pieces of a page.</summary>
internal static class ComparisonCards
{
    internal static string Heading(CapacityComparison comparison)
    {
        var chosen = comparison.Chosen;
        List<(string Value, string Meaning)> numbers = [(chosen.Encoder, "encoder advised"), ($"{chosen.Choice.Dim}", chosen.Labels is null ? "dimensions advised for it" : "nearly invariant functions of it")];
        if (chosen.Labels is { } labels) numbers.Add(($"{labels.SuitedDim}", $"dimensions suit {labels.Labels} labels best"));
        return $"<h1>Capacity of {comparison.Reports.Count} encoders</h1><p>{Page.Text(chosen.Pairs)}; {chosen.Samples} samples to find functions on, {chosen.HeldOutSamples} held out.</p><div class=\"numbers\">{string.Concat(numbers.Select(n => $"<div><b>{Page.Text(n.Value)}</b><span>{Page.Text(n.Meaning)}</span></div>"))}</div>";
    }

    internal static string Choice(CapacityComparison comparison) => Page.Card("Side by side", $"Take {comparison.Chosen.Encoder}: {comparison.Reason}. {comparison.Sizes}.{(comparison.Reports.All(r => r.Mode == "exact") ? "" : " Trained probes are upper bounds: compare at matched convergence.")}", Table(comparison));

    internal static string Phi(CapacityComparison comparison) => Page.Card(
        "phi_m", "Mean alignment of the m most invariant functions of each encoder, on held-out pairs. The lower, the more the encoder can implement; an encoder that stays at 0 can tell single samples apart.",
        Chart.Lines([.. Curves(comparison, r => r.Phi), Tolerance(comparison)], new ChartAxes("functions m", "phi_m", LogX: IsLong(comparison))));

    internal static string? Labels(CapacityComparison comparison) => comparison.Reports.Any(r => r.Labels is null) ? null : Page.Card(
        "Labels", "Squared error of a linear head on one-hot labels by size, held out. A smaller class has less to choose from and expresses less.",
        Chart.Lines([.. Curves(comparison, r => r.Labels!.HeldOut ?? r.Labels.Error)], new ChartAxes("functions m", "error", LogX: IsLong(comparison))));

    private static bool IsLong(CapacityComparison comparison) => comparison.Reports.Max(r => r.Sizes[^1]) > 100;

    private static IEnumerable<Curve> Curves(CapacityComparison comparison, Func<CapacityReport, IReadOnlyList<double>> values) =>
        comparison.Reports.Select((r, k) => new Curve(r.Encoder, Palette.Classes[k % Palette.Classes.Count], [.. r.Sizes.Zip(values(r), (m, v) => ((double)m, v))]));

    private static Curve Tolerance(CapacityComparison comparison) =>
        new("tolerance", Palette.Classes[^1], [(1, comparison.Chosen.Tolerance), (comparison.Reports.Max(r => r.Sizes[^1]), comparison.Chosen.Tolerance)]) { Style = CurveStyle.Dashed };

    private static string Table(CapacityComparison comparison)
    {
        var size = comparison.CommonSize;
        var hasLabels = comparison.Reports.All(r => r.Labels is not null);
        string[] heads = ["encoder", "probe", "dimensions advised", "rule", .. size is null ? Array.Empty<string>() : [$"phi of {size}"], .. hasLabels ? ["label error", "at"] : Array.Empty<string>()];
        var text = new StringBuilder($"<div class=\"scroll\"><table><tr>{string.Concat(heads.Select(h => $"<th>{Page.Text(h)}</th>"))}</tr>");
        for (var k = 0; k < comparison.Reports.Count; k++)
        {
            var r = comparison.Reports[k];
            string[] cells =
            [
                r.Encoder, r.Mode, $"{r.Choice.Dim}", r.Choice.Rule, .. size is { } m ? [Page.Number(r.Phi[r.Sizes.ToList().IndexOf(m)], "F3")] : Array.Empty<string>(),
                .. hasLabels ? [Page.Number(CapacityComparison.LabelError(r), "F3"), $"{r.Labels!.SuitedDim} functions"] : Array.Empty<string>(),
            ];
            text.Append(k == comparison.Best ? "<tr class=\"best\">" : "<tr>").Append(string.Concat(cells.Select(c => $"<td>{Page.Text(c)}</td>"))).Append("</tr>");
        }

        return text.Append("</table></div>").ToString();
    }
}
