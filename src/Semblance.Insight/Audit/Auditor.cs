using Semblance.Errors;
using Semblance.Insight.Evaluation;
using Semblance.Options;

namespace Semblance.Insight.Audit;

/// <summary>Audits features: what they hold, what they lost, why, and what to change.</summary>
public static class Auditor
{
    private const int FewestRows = 40;

    /// <summary>Measures and judges.</summary>
    /// <param name="input">Features and what they are held against.</param>
    /// <param name="options">Defaults when null.</param>
    /// <param name="progress">Receives the name of each step as it begins.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="RequestException">Parts that do not fit together, one class only, constant features, too few rows, an option out of range.</exception>
    public static AuditReport Run(AuditInput input, AuditOptions? options = null, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new AuditOptions();
        OptionSet.Validate(options, "audit");
        Check(input);
        void Step(string what)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(what);
        }

        var measures = Measured(input, options, Step);
        Step("findings");
        return AuditJudge.Report(measures);
    }

    private static AuditMeasures Measured(AuditInput input, AuditOptions options, Action<string> step)
    {
        step("spectrum");
        var clean = CleanFeatures.Of(input.Features);
        var spectrum = SpectrumMeasure.Of(clean.Features);
        var map = new ClassMap(input.Features.Labels ?? []);
        var classes = input.Features.Labels is { } labels ? map.Of(labels) : null;
        var scatter = classes is null ? null : Scatter.Of(clean.Features, classes);
        step("neighbours");
        var neighbours = NeighbourMeasure.Of(clean.Features, classes, input.HeldOut, options.NeighbourRows, options.Seed);
        step("references");
        var rows = ProbeRows.Of(input.Features.Rows, input.HeldOut, options.ProbeRows, options.Seed);
        var own = AuditReference.Of("features", input.Features.Select(rows.Rows), options);
        var references = References(input, rows, options);
        var notes = new List<string>();
        var targets = AuditTargets.Of(input, classes, rows, references, options, notes);
        var readings = Readings(targets, input, own, references, rows, options, notes, step);
        step("views");
        var views = input.Views is { } pair ? ViewMeasure.Of(pair, own, input.BaselineViews, references.FirstOrDefault(r => r.Name == AuditReference.Baseline), options.Seed) : null;
        step("forecast");
        var forecast = AuditForecast.Of(input, rows, targets);
        notes.Add(Sampling(input, rows, neighbours));
        return new AuditMeasures
        {
            Input = input,
            Options = options,
            Clean = clean,
            Spectrum = spectrum,
            Classes = classes,
            ClassCount = map.Count,
            ClassScatter = scatter,
            Rows = rows,
            Own = own,
            References = references,
            Targets = readings,
            Views = views,
            Forecast = forecast,
            Neighbours = neighbours,
            Notes = notes,
        };
    }

    private static List<TargetReading> Readings(
        IReadOnlyList<AuditTarget> targets, AuditInput input, AuditReference own, List<AuditReference> references, ProbeRows rows, AuditOptions options, List<string> notes, Action<string> step)
    {
        var readings = new List<TargetReading>();
        foreach (var target in targets)
        {
            step($"probing {target.Attribute.Name}");
            if (TargetReader.Read(target, input, own, references, rows, options) is { } reading) readings.Add(reading);
            else notes.Add($"'{target.Attribute.Name}' has fewer than two levels of {AttributeProbe.Fewest} probed rows in each part; it was not probed.");
        }

        return readings;
    }

    private static List<AuditReference> References(AuditInput input, ProbeRows rows, AuditOptions options) =>
    [
        .. new (string Name, FeatureSet? Features)[]
        {
            (AuditReference.Baseline, input.Baseline), (AuditReference.Inputs, input.Inputs), (AuditReference.Supervised, input.Supervised), (AuditReference.Representation, input.Representation),
            (AuditReference.Embedding, input.Embedding),
        }.Where(r => r.Features is not null).Select(r => AuditReference.Of(r.Name, r.Features!.Select(rows.Rows), options)),
    ];

    private static string Sampling(AuditInput input, ProbeRows rows, NeighbourMeasure neighbours) => FormattableString.Invariant(
        $"Spectrum, scatter of classes and copies are of all {input.Features.Rows} rows; heads were tested on {rows.Tested} rows, so an accuracy is known to within {100 * 0.98 / Math.Sqrt(rows.Tested):F1} points; neighbours of {neighbours.Sampled} rows were looked up among all.");

    private static void Check(AuditInput input)
    {
        var features = input.Features;
        if (features.Rows < FewestRows) throw new RequestException("there are too few rows to audit", $"got {features.Rows}", $"give at least {FewestRows}");
        if (features.Labels is { } labels)
        {
            if (labels.All(l => l == labels[0])) throw new RequestException("the labels hold one class only", $"all {labels.Length} rows have label {labels[0]}", "check the labels, or leave them out");
            if (labels.Distinct().Count() > labels.Length / 2) throw new RequestException("the labels have nearly a class for every row", $"{labels.Distinct().Count()} classes in {labels.Length} rows", "give class numbers; a continuous value is an attribute");
        }

        foreach (var (name, other) in new[] { (AuditReference.Baseline, input.Baseline), (AuditReference.Inputs, input.Inputs), (AuditReference.Supervised, input.Supervised), (AuditReference.Representation, input.Representation) })
        {
            if (other is not null && other.Rows != features.Rows) throw new RequestException($"features and {name} differ in length", $"{features.Rows} and {other.Rows} rows", "embed the same samples in the same order");
        }

        if (input.HeldOut is { } split && split.Length != features.Rows) throw new RequestException("features and split differ in length", $"{features.Rows} and {split.Length} rows", "give 0 or 1 for each row");
        if (input.Subclass is { } name2 && input.Attributes.All(a => a.Name != name2)) throw Suggestion.Unknown("attribute", name2, input.Attributes.Select(a => a.Name));
        input.Views?.Check(features.Dim, features.Rows);
        foreach (var (name, views, of) in new[] { ("baseline", input.BaselineViews, input.Baseline), ("inputs", input.InputViews, input.Inputs) })
        {
            if (views is null) continue;
            if (input.Views is null || of is null) throw new RequestException($"views of the {name} need the {name} and the views of the features", "one of them is missing", $"give --{name} and --views as well");
            views.Check(of.Dim, features.Rows);
        }
    }
}
