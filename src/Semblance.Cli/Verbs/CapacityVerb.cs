using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Insight.Capacity;
using Semblance.Insight.Pairing;
using Semblance.Options;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>How many clusters an encoder can implement under given views, and the embedding dimension to buy.</summary>
internal sealed class CapacityVerb : Verb
{
    private readonly Option<string?> _data = Flags.OptionalText("--data", "A data set; its augmented views are the pairs, or what --pairing says.", "D");
    private readonly Option<string[]> _views = Flags.Texts("--views", "Instead of --data: row-aligned views of the same samples, [rows, dim] each.", "A.npy B.npy", 1, 64);
    private readonly Option<string[]> _encoder = Flags.Repeated("--encoder", "The class of functions: a network (cnn, mlp:hidden=512x512, resnet18:width=0.25) or one that is linear in features (linear, relu:1000, fourier:1000,2, rbf:2,landmarks=500). Several, each with --encoder, are compared: the cheapest first. Default: cnn, with --run linear.", "E");
    private readonly Option<string> _augment = Flags.Text("--augment", "Augmentations of --data: a preset or a YAML file; synthetic data: none.", "simclr-small");
    private readonly Option<string> _pairing = Flags.Text("--pairing", "How samples of --data are paired: augmentation, same-label, list:FILE, own; synthetic data: own.", "augmentation");
    private readonly Option<string?> _run = Flags.OptionalText("--run", "Probe linear functions of the frozen encoder of this run; with --encoder linear.", "RUN");
    private readonly Option<int?> _imageSize = Flags.OptionalInteger("--image-size", "Side of the views of --data in pixels. Default: as they are.", 1, 4096);
    private readonly Option<string?> _labels = Flags.OptionalText("--labels", "Class of each row, from 0, -1 where unknown; --data brings its own.", "Y.npy");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write a page with the curve of phi, the spectrum, clusters and certificates.", "REPORT.html");
    private readonly RecordOptions _probe = new(typeof(CapacityOptions));
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();

    public override string Name => "capacity";

    public override string Summary => "How many clusters this encoder can tell apart under these views, hence which embedding dimension to train with.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance capacity --data fashion-mnist --encoder cnn --augment fashion --image-size 14 --out capacity.html",
        "semblance capacity --data fashion-mnist --encoder relu:1000 --augment fashion --max-dim 100 --json",
        "semblance capacity --data fashion-mnist --encoder linear --encoder relu:250 --encoder relu:1000 --augment fashion --image-size 14 --out capacity.html",
        "semblance capacity --data synthetic:hypercube:dim=20,clean=5 --encoder linear",
        "semblance capacity --views a.npy b.npy --encoder mlp --labels y.npy",
        "semblance capacity --data fashion-mnist --run runs/first --encoder linear",
        "semblance capacity --data fashion-mnist --encoder resnet18:width=0.25 --mode sweep --sizes 10,30 --lambda 1,10,100 --optimiser sgd",
    ];

    public override IReadOnlyList<Symbol> Symbols => [_data, _views, _encoder, _augment, _pairing, _run, _imageSize, _labels, _out, .. _probe.Symbols, _root, _workers];

    public override Outcome Run(Session session)
    {
        var options = OptionSet.Read<CapacityOptions>(_probe.Values(session), "capacity") with { Seed = session.Seed };
        PagePlace.Check(session.Get(_out));
        var encoders = session.Has(_encoder) ? session.Get(_encoder)! : [session.Get(_run) is null ? "cnn" : "linear"];
        var comparison = JobProgress.Run(session, "capacity", p => CapacityProbe.Compare(
            Request(session), encoders, options, session.Device, (what, done, all) => p.Report(done, Math.Max(1, all), what), session.Cancellation));
        if (session.Get(_out) is { } page) CapacityPage.Write(comparison, page);
        foreach (var report in comparison.Reports)
        {
            foreach (var warning in report.Warnings) session.Note($"warning: {(comparison.IsComparison ? $"{report.Encoder}: " : "")}{warning}");
        }

        return new(CapacityDocument.Of(comparison), console => Show(console, comparison));
    }

    private PairRequest Request(Session session)
    {
        var data = session.Get(_data);
        return new PairRequest
        {
            Data = data,
            Views = session.Get(_views)!,
            DataRoot = session.Get(_root),
            Augment = session.Has(_augment) ? session.Get(_augment)! : DataDefaults.Augment(data),
            PairSource = session.Has(_pairing) ? session.Get(_pairing)! : DataDefaults.Pairing(data),
            ImageSize = session.Get(_imageSize),
            Labels = session.Get(_labels),
            Run = session.Get(_run),
            Seed = session.Seed,
            Workers = session.Get(_workers),
        };
    }

    private static void Show(IAnsiConsole console, CapacityComparison comparison)
    {
        foreach (var report in comparison.Reports) Show(console, report);
        if (!comparison.IsComparison) return;
        var size = comparison.CommonSize;
        var hasLabels = comparison.Reports.All(r => r.Labels is not null);
        var table = Screen.Table(["encoder", "probe", "dimensions advised", "rule", .. size is null ? Array.Empty<string>() : [$"phi of {size}"], .. hasLabels ? ["label error, at"] : Array.Empty<string>()]);
        foreach (var r in comparison.Reports)
        {
            table.AddTextRow([
                r.Encoder, r.Mode, $"{r.Choice.Dim}", r.Choice.Rule, .. size is { } m ? [Number(r.Phi[r.Sizes.ToList().IndexOf(m)])] : Array.Empty<string>(),
                .. hasLabels ? [$"{Number((r.Labels!.HeldOut ?? r.Labels.Error)[r.Labels.SuitedDim - 1])}, {r.Labels.SuitedDim}"] : Array.Empty<string>(),
            ]);
        }

        console.WriteLine();
        console.Write(table);
        console.WriteLine($"Take {comparison.Chosen.Encoder}: {comparison.Reason}. {comparison.Sizes}.");
    }

    private static void Show(IAnsiConsole console, CapacityReport report)
    {
        console.WriteLine($"Capacity of {report.Encoder} ({report.Mode}) on {report.Pairs}: {report.Samples} to learn from, {report.HeldOutSamples} held out");
        var hasLabels = report.Labels is not null;
        var table = Screen.Table(["functions m", "phi_m held out", "phi_m", "view correlation", .. report.Spectrum.Count > 0 ? ["alignment of the m-th"] : Array.Empty<string>(), .. hasLabels ? ["label error"] : Array.Empty<string>()]);
        foreach (var k in Shown(report))
        {
            table.AddTextRow([
                $"{report.Sizes[k]}", Number(report.Phi[k]), Number(report.TrainPhi[k]), Number(1 - (report.Phi[k] / 2)),
                .. report.Spectrum.Count > 0 ? [Number(report.HeldOutSpectrum[k])] : Array.Empty<string>(),
                .. hasLabels ? [Number((report.Labels!.HeldOut ?? report.Labels.Error)[k])] : Array.Empty<string>(),
            ]);
        }

        console.Write(table);
        if (report.Clusters is { } clusters) console.WriteLine($"Clusters of the first {report.Choice.Dim}: {clusters.Count} found, {Number(100 * clusters.Leakage)}% of pairs cross between them, agreement with k-means {Number(clusters.Agreement)}");
        foreach (var finding in report.Findings) console.WriteLine($"- {finding.Text}");
    }

    /// <summary>1, 2, 3, 5, 10, 20, ... and what is around the choice.</summary>
    private static IEnumerable<int> Shown(CapacityReport report)
    {
        if (report.Spectrum.Count == 0) return Enumerable.Range(0, report.Sizes.Count);
        int[] round = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 200, 300, 500, 1000];
        return round.Concat([report.Choice.Dim, report.Choice.Dim + 1, report.Sizes.Count]).Where(m => m <= report.Sizes.Count).Distinct().Order().Select(m => m - 1);
    }

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
