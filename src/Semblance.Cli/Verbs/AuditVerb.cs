using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Audit;
using Semblance.Options;
using Semblance.Training;
using Semblance.Training.Runs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>What features hold, what they lost, why, and what to change.</summary>
internal sealed class AuditVerb : Verb
{
    private readonly Option<string?> _run = Flags.OptionalText("--run", "The run to audit: its test features, against the untrained encoder and the inputs, with views by its own augmentation. Also writes audit.json into its folder.", "RUN");
    private readonly Option<string> _layer = Flags.Text("--layer", "With --run: representation (before the head) or embedding (after it).", "representation");
    private readonly Option<string?> _embeddings = Flags.OptionalText("--embeddings", "Features to audit, [rows, dim], of any framework.", "Z.npy");
    private readonly Option<string?> _labels = Flags.OptionalText("--labels", "Class of each row.", "Y.npy");
    private readonly Option<string?> _attributes = Flags.OptionalText("--attributes", "Further things known of each row: a header of names, then a line a row. name:categorical or name:continuous says what a column is, name:wanted or name:nuisance what the features should do with it.", "ATTRS.csv");
    private readonly Option<string?> _subclass = Flags.OptionalText("--subclass", "The attribute that divides the classes. Default: the first whose every level lies in one class.", "NAME");
    private readonly Option<string?> _baseline = Flags.OptionalText("--baseline", "Features of the same rows by the untrained encoder.", "Z0.npy");
    private readonly Option<string?> _inputs = Flags.OptionalText("--inputs", "The same rows before any encoder.", "X.npy");
    private readonly Option<string?> _supervised = Flags.OptionalText("--supervised", "Features of the same rows by an encoder of this kind trained on labels.", "S.npy");
    private readonly Option<string?> _representation = Flags.OptionalText("--representation", "Features of the same rows before the head, when the audited ones are after it.", "H.npy");
    private readonly Option<string[]> _views = Flags.Texts("--views", "Features of two views of each row.", "A.npy B.npy", 2, 2);
    private readonly Option<string[]> _baselineViews = Flags.Texts("--baseline-views", "The same views by the untrained encoder.", "A0.npy B0.npy", 2, 2);
    private readonly Option<string[]> _inputViews = Flags.Texts("--input-views", "The same views before any encoder.", "XA.npy XB.npy", 2, 2);
    private readonly Option<string[]> _parameters = Flags.Texts("--parameters", "What the augmentation drew for each view: a header of names, then a line a row.", "PA.csv PB.csv", 2, 2);
    private readonly Option<string?> _split = Flags.OptionalText("--split", "0 for training rows, 1 for held-out rows: heads are fitted on the first and tested on the second, and copies across are looked for.", "S.npy");
    private readonly RecordOptions _record = new(typeof(AuditOptions), "seed");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write a page with findings, figures and what was found fine.", "AUDIT.html");
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();

    public override string Name => "audit";

    public override string Summary => "What features hold and what they lost: collapses, suppressed attributes, invariances, each with evidence, cause and remedy.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance audit --run runs/first --out audit.html",
        "semblance audit --embeddings z.npy --labels y.npy --attributes attrs.csv --baseline z0.npy --json",
        "semblance audit --embeddings z.npy --labels y.npy --views a.npy b.npy --parameters pa.csv pb.csv",
    ];

    public override IReadOnlyList<Symbol> Symbols =>
        [_run, _layer, _embeddings, _labels, _attributes, _subclass, _baseline, _inputs, _supervised, _representation, _views, _baselineViews, _inputViews, _parameters, _split, .. _record.Symbols, _out, _root, _workers];

    public override Outcome Run(Session session)
    {
        var options = OptionSet.Read<AuditOptions>(_record.Values(session), "audit") with { Seed = (int)session.Seed };
        PagePlace.Check(session.Get(_out));
        var report = JobProgress.Run(session, "auditing", _ => Auditor.Run(Input(session), options, Step(session), session.Cancellation));
        if (session.Get(_run) is { } run) AuditJson.Write(RunFolder.Open(run), report);
        foreach (var path in AuditAugmentations.Write(report)) session.Note($"wrote {path}, an augmentation for `semblance train --augment`");
        if (session.Get(_out) is { } page) AuditPage.Write(report, page);
        return new(AuditDocument.Of(report), console => Show(console, report));
    }

    private static Action<string> Step(Session session) => what =>
    {
        session.Cancellation.ThrowIfCancellationRequested();
        session.Note($"{what} ...");
    };

    private AuditInput Input(Session session)
    {
        var (run, embeddings) = (session.Get(_run), session.Get(_embeddings));
        if ((run is null) == (embeddings is null))
        {
            throw new RequestException(run is null ? "there is nothing to audit" : "--run excludes --embeddings", run is null ? "neither --run nor --embeddings was given" : "both were given", $"for example: {Examples[run is null ? 1 : 0]}");
        }

        return run is null ? Files(session, embeddings!) : OfRun(session, run);
    }

    private AuditInput OfRun(Session session, string run)
    {
        var other = new Option[] { _labels, _baseline, _inputs, _supervised, _representation, _views, _baselineViews, _inputViews, _parameters, _split }.FirstOrDefault(session.Has);
        if (other is not null) throw new RequestException($"--run excludes {other.Name}", "both were given", "a run brings its own labels, references and views; write features with `semblance embed` to give others");
        return AuditRun.Open(RunFolder.Open(run), new AuditRunOptions
        {
            DataRoot = session.Get(_root),
            Device = session.Device,
            Workers = session.Get(_workers),
            Layer = Words.Of<FeatureLayer>("layer", session.Get(_layer)!),
            Attributes = session.Get(_attributes),
            Subclass = session.Get(_subclass),
        }, Step(session));
    }

    private AuditInput Files(Session session, string embeddings) => new AuditRequest
    {
        Embeddings = embeddings,
        Labels = session.Get(_labels),
        Attributes = session.Get(_attributes),
        Subclass = session.Get(_subclass),
        Baseline = session.Get(_baseline),
        Inputs = session.Get(_inputs),
        Supervised = session.Get(_supervised),
        Representation = session.Get(_representation),
        Views = session.Get(_views)!,
        BaselineViews = session.Get(_baselineViews)!,
        InputViews = session.Get(_inputViews)!,
        Parameters = session.Get(_parameters)!,
        Split = session.Get(_split),
    }.Open();

    private static void Show(IAnsiConsole console, AuditReport report)
    {
        console.WriteLine($"Audit of {report.Description}: {report.Rows} rows, {report.Dim} dimensions");
        console.WriteLine(report.Verdict);
        foreach (var finding in report.Findings)
        {
            console.WriteLine();
            console.WriteLine($"{finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {finding.Text}");
            foreach (var e in finding.Evidence) console.WriteLine($"    {e.Name}: {Number(e.Value)}{(e.Low is { } low ? $" [{Number(low)}, {Number(e.High!.Value)}]" : "")}{(e.Against is { } line ? $", against {Number(line)}" : "")}");
            console.WriteLine($"    likely cause: {finding.Cause}. {finding.Why}");
            console.WriteLine($"    remedy: {finding.Remedy}");
            console.WriteLine($"            {finding.Option}");
        }

        console.WriteLine();
        foreach (var check in report.Checked) console.WriteLine($"{(check.IsDone ? "fine" : "not checked")} {check.Id}: {check.Text}");
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
