using System.Globalization;
using System.Text;
using Semblance.Options;
using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Planning;

/// <summary>Writes plans as YAML.</summary>
internal static class PlanWriter
{
    internal static string Text(ViewPlan plan)
    {
        var text = new StringBuilder();
        Line(text, $"input: {List(Dimensions(plan.Input))}");
        Line(text, $"output: {List(Dimensions(plan.Output))}");
        Line(text, $"normalise: {{mean: {List(plan.Normalisation.Mean)}, std: {List(plan.Normalisation.Std)}}}");
        Line(text, "views:");
        foreach (var list in plan.Views) Append(text, list);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<Augmentation> list)
    {
        if (list.Count == 0) Line(text, "  - []");
        for (var i = 0; i < list.Count; i++)
        {
            var options = OptionSet.Values(list[i]).Select(o => $"{o.Key}: {o.Value}");
            Line(text, $"  {(i == 0 ? "- - " : "  - ")}{list[i].Word}: {{{string.Join(", ", options)}}}");
        }
    }

    // One end of line everywhere: a run folder reads the same on every system.
    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static double[] Dimensions(SampleShape shape) => [shape.Channels, shape.Height, shape.Width];

    private static string List(IEnumerable<double> values) =>
        $"[{string.Join(", ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]";
}
