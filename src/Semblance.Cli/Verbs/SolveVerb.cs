using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Pairing;
using Semblance.Objectives;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Options;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>The optimum of a method on given pairs, in closed form.</summary>
internal sealed class SolveVerb : Verb
{
    private const int ShownDirections = 12;

    private readonly Option<string?> _method = Flags.OptionalText("--method", $"The method: {string.Join(", ", Optima.All.Select(f => f.Name))}.", "NAME", required: true);
    private readonly PairOptions _pairs = new();
    private readonly Option<string> _kernel = Flags.Text("--kernel", "Features the encoder is linear in: linear, rbf:WIDTH, exponential:WIDTH, arc-cosine, each with ,landmarks=N for drawn ones; fourier:N,WIDTH; relu:N; principal:N (leading principal directions; 256 of them, unasked, beyond 4000 columns).", "linear");
    private readonly RecordOptions _solve = new(typeof(SolveOptions));
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write the embedding, float64 [rows, dim]: views stacked one below the other, rows of --x, samples of --data as they are, nodes.", "Z.npy");
    private readonly Option<string?> _encoderOut = Flags.OptionalText("--encoder-out", "Where to write the encoder, which embeds samples it has never seen.", "ENC.safetensors");
    private readonly MethodOptions _options = new();

    public override string Name => "solve";

    public override string Summary => "The best representation a method can reach on given pairs, in closed form, with a certificate: no training.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance solve --method vicreg --views a.npy b.npy --dim 16 --out z.npy",
        "semblance solve --method spectral --x features.npy --pairs pairs.csv --dim 32 --encoder-out enc.safetensors",
        "semblance solve --method whitening --x features.npy --graph knn:10 --dim 8 --kernel rbf:2,landmarks=500",
        "semblance solve --method spectral --graph-only edges.csv --dim 4 --out z.npy --json",
        "semblance solve --method vicreg --data fashion-mnist --augment simclr-small --views-per-sample 2 --dim 64",
    ];

    public override IReadOnlyList<Symbol> Symbols => [_method, .. _pairs.Symbols, _kernel, .. _solve.Symbols, _out, _encoderOut, .. _options.Symbols];

    public override Outcome Run(Session session)
    {
        var form = Optima.Named(session.Get(_method)!);
        var optimum = Optima.Create(form.Name, _options.Values(session));
        var options = OptionSet.Read<SolveOptions>(_solve.Values(session), "solve") with { Seed = session.Seed };
        var (place, encoderPlace) = (session.Get(_out), session.Get(_encoderOut));
        if (place is not null) ArrayFile.CheckPlace(place);
        if (encoderPlace is not null && Path.GetExtension(encoderPlace) != ".safetensors") throw new RequestException($"cannot write '{encoderPlace}'", $"its ending is '{Path.GetExtension(encoderPlace)}'", "give a file ending in .safetensors");
        using var input = PairInput.Open(_pairs.Request(session));
        if (encoderPlace is not null && input is GraphInput) throw new RequestException("a free embedding has no encoder to write", "got --encoder-out with --graph-only", "give samples with --x, or use --out");
        var solution = JobProgress.Run(session, "reading pairs", p => PairSolver.Solve(input, optimum, options, session.Get(_kernel)!, (done, all) => p.Report(done, all), session.Cancellation));
        if (encoderPlace is not null) solution.Encoder!.Save(encoderPlace);
        if (place is not null)
        {
            var embedding = solution.Embedding ?? input.Embed(solution.Encoder!, session.Cancellation);
            ArrayFile.Write(place, embedding.Values, embedding.Rows, embedding.Columns);
        }

        foreach (var warning in solution.Warnings) session.Note($"warning: {warning}");
        return new(Document(form.Name, input, options, solution, place, encoderPlace), console => Show(console, form.Name, input, options, solution));
    }

    private static object Document(string method, PairInput input, SolveOptions options, Solution solution, string? place, string? encoderPlace) => new
    {
        Method = method,
        Input = input.Description,
        options.Dim,
        Loss = solution.Filter.Loss,
        solution.Spectrum,
        Filter = solution.Filter.Variances,
        solution.Rank,
        Rankme = solution.Filter.RankMe,
        solution.EffectiveDim,
        Features = solution.Encoder?.Features.Name,
        Certificate = new { solution.Certificate.LiteralLoss, solution.Certificate.FormulaLoss, solution.Certificate.Gap, solution.Certificate.From, solution.Certificate.Descent },
        solution.Warnings,
        Out = place,
        EncoderOut = encoderPlace,
    };

    private static void Show(IAnsiConsole console, string method, PairInput input, SolveOptions options, Solution solution)
    {
        console.WriteLine($"{method} on {input.Description}");
        var table = Screen.Table("direction", "correlation", "variance kept");
        for (var k = 0; k < Math.Min(ShownDirections, solution.Spectrum.Length); k++)
        {
            table.AddTextRow($"{k + 1}", solution.Spectrum[k].ToString("F6", CultureInfo.InvariantCulture), solution.Filter.Variances[k].ToString("F6", CultureInfo.InvariantCulture));
        }

        console.Write(table);
        if (solution.Spectrum.Length > ShownDirections) console.WriteLine($"The first {ShownDirections} of {solution.Spectrum.Length} directions; --json gives all.");
        var certificate = solution.Certificate;
        console.WriteLine($"loss {Numbers.Exact(solution.Filter.Loss)} by formula, {Numbers.Exact(certificate.LiteralLoss)} worked out from the {certificate.From}: gap {certificate.Gap.ToString("G2", CultureInfo.InvariantCulture)}");
        if (certificate.Descent is { } descent)
        {
            console.WriteLine($"best of {descent.Starts + 1} descents {Numbers.Exact(descent.BestLoss)}: {(descent.Gap < -1e-9 ? "lower than the formula" : "not below the formula")} ({descent.Gap.ToString("+0.0E+0;-0.0E+0", CultureInfo.InvariantCulture)})");
        }

        console.WriteLine($"rank {solution.Rank} of {options.Dim}");
    }
}
