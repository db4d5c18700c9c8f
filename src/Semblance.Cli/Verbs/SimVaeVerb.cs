using System.CommandLine;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Generation;
using Semblance.Objectives.SimVae;
using Semblance.Training.Runs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Pictures of a generative run, or the linear model in closed form.</summary>
internal sealed class SimVaeVerb : Verb
{
    private readonly Option<string?> _run = Flags.OptionalText("--run", "A run of simvae, vae, beta-vae or cr-vae on pictures: draws samples, reconstructions, interpolations, styles of one content and swapped content.", "RUN");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Folder to write the picture grids into.", "DIR");
    private readonly Option<int> _columns = Flags.Integer("--columns", "Pictures in a row of a grid.", 10, 2, 32);
    private readonly Option<int> _frechet = Flags.Integer("--frechet-rows", "Samples the Frechet distance is taken over; 0 for none.", 5000, 0, 1_000_000);
    private readonly Option<string?> _features = Flags.OptionalText("--features", "The run in whose representation the Frechet distance is taken. Default: an untrained convolutional encoder.", "RUN");
    private readonly Option<string[]> _views = Flags.Texts("--views", "Instead of a run: row-aligned samples, [rows, dim] each; gives the linear SimVAE of them in closed form.", "A.npy B.npy", 2, 64);
    private readonly Option<double?> _within = Flags.OptionalDecimal("--within", "Variance of style. Default 0.15.", double.Epsilon, double.MaxValue);
    private readonly Option<double?> _between = Flags.OptionalDecimal("--between", "Variance of content. Default 1 - within / views.", double.Epsilon, double.MaxValue);
    private readonly Option<double?> _noise = Flags.OptionalDecimal("--noise", "With --views: variance of the observation noise. Default 0.1.", double.Epsilon, double.MaxValue);
    private readonly Option<string?> _root = DataOptions.Root();

    public override string Name => "simvae";

    public override string Summary => "What a generative run has learnt, as picture grids with a Frechet distance; or the linear SimVAE of given views in closed form.";

    public override IReadOnlyList<string> Examples => ["semblance simvae --run runs/simvae --out pictures", "semblance simvae --views a.npy b.npy --noise 0.1 --json"];

    public override IReadOnlyList<Symbol> Symbols => [_run, _out, _columns, _frechet, _features, _views, _within, _between, _noise, _root];

    public override Outcome Run(Session session)
    {
        var hasViews = session.Get(_views)!.Length > 0;
        if (session.Get(_run) is { } run)
        {
            return hasViews ? throw new RequestException("--run excludes --views", "both were given", "give a run, or views") : OfRun(session, run);
        }

        return hasViews ? OfViews(session) : throw new RequestException("there is nothing to show", "neither --run nor --views was given", $"for example: {Examples[0]}");
    }

    private Outcome OfRun(Session session, string run)
    {
        var place = session.Get(_out) ?? throw new RequestException("there is no place for the pictures", "got --run without --out", "add --out DIR");
        var document = RunGeneration.Write(
            RunFolder.Open(run),
            place,
            new GenerationOptions { Columns = session.Get(_columns), Seed = (int)session.Seed, FrechetSamples = session.Get(_frechet), FeaturesRun = session.Get(_features), DataRoot = session.Get(_root), Device = session.Device },
            step =>
            {
                session.Cancellation.ThrowIfCancellationRequested();
                session.Note($"{step} ...");
            });
        return new(document, console => Show(console, document));
    }

    private Outcome OfViews(Session session)
    {
        var model = new LinearModel { Views = session.Get(_views)!.Length, Within = session.Get(_within) ?? 0.15, Between = session.Get(_between), Noise = session.Get(_noise) ?? 0.1 };
        var document = LinearReport.Of(session.Get(_views)!, model);
        return new(document, console => ShowLinear(console, document));
    }

    private static void Show(IAnsiConsole console, JsonObject document)
    {
        foreach (var image in document["images"]!.AsArray()) console.WriteLine($"{image!["file"]}: {image["shows"]}");
        if (document["frechet"] is not JsonObject frechet) return;
        var table = Screen.Table("Frechet distance from real pictures", "value");
        foreach (var key in new[] { "samples", "reconstructions", "real_halves" }) table.AddTextRow(key.Replace('_', ' '), Numbers.Short((double)frechet[key]!, "G4"));
        console.Write(table);
        console.WriteLine($"In features of: {frechet["encoder"]}, {frechet["rows"]} rows. {frechet["note"]}.");
    }

    private static void ShowLinear(IAnsiConsole console, JsonObject document)
    {
        var table = Screen.Table("direction", "content", "style", "squared loading", "gain, nats", "certainly kept");
        foreach (var (row, k) in document["directions"]!.AsArray().Take(20).Select((r, k) => (r!, k + 1)))
        {
            table.AddTextRow($"{k}", Numbers.Short((double)row["content"]!, "G4"), Numbers.Short((double)row["style"]!, "G4"), Numbers.Short((double)row["loading"]!, "G5"), Numbers.Short((double)row["gain"]!, "G4"), (bool)row["certain"]! ? "yes" : "no");
        }

        console.Write(table);
        console.WriteLine($"{document["kept"]} of {document["directions"]!.AsArray().Count} directions are kept. {document["note"]}");
    }
}
