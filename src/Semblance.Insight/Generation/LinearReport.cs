using System.Text.Json.Nodes;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Objectives.SimVae;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Generation;

/// <summary>The linear SimVAE of given views as JSON.</summary>
public static class LinearReport
{
    /// <summary>Solves and tells.</summary>
    /// <param name="files">Samples of each view, [rows, dim], row-aligned.</param>
    /// <param name="model">Variances; its number of views is that of the files.</param>
    /// <exception cref="RequestException">Files of different shapes, variances that are not above 0.</exception>
    public static JsonObject Of(IReadOnlyList<string> files, LinearModel model)
    {
        var arrays = files.Select((f, k) => ArrayFile.ReadMatrix(f, $"view {k + 1}")).ToList();
        var shape = arrays[0].Shape;
        if (arrays.Find(a => !a.Shape.SequenceEqual(shape)) is { } other)
        {
            throw new RequestException("the views have different shapes", $"[{string.Join(", ", shape)}] and [{string.Join(", ", other.Shape)}]", "row i of every view must belong together");
        }

        using var sums = new MomentAccumulator((int)shape[1], files.Count, 0);
        sums.Add([.. arrays.Select(a => a.ToSingles())]);
        var fit = LinearFit.Of(sums.ToMoments(), model);
        var information = new GroupInformation(model.Within, model.Between ?? (1 - (model.Within / model.Views)));
        return new JsonObject
        {
            ["directions"] = new JsonArray([.. fit.Directions.Select(d => new JsonObject
            {
                ["content"] = d.Content, ["style"] = d.Style, ["loading"] = d.Loading, ["gain"] = d.Gain, ["certain"] = d.IsCertain,
            })]),
            ["kept"] = fit.Directions.Count(d => d.Loading > 0),
            ["commutator"] = fit.Commutator,
            ["information"] = new JsonObject { ["correlation"] = information.Correlation, ["mutual_information"] = information.MutualInformation, ["slope"] = information.Slope },
            ["note"] = fit.Commutator < 1e-6
                ? "Exact: the covariances of content and style share their axes."
                : FormattableString.Invariant($"Approximate: the covariances of content and style do not share their axes (commutator {fit.Commutator:G3}, 0 would be exact)."),
        };
    }
}
