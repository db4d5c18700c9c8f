using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Insight.Dynamics;
using Semblance.Insight.Pairing;
using Semblance.Options;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>What a method learns from given pairs, in which order, at which step.</summary>
internal sealed class DynamicsVerb : Verb
{
    private readonly Option<string?> _method = Flags.OptionalText("--method", $"The method: {string.Join(", ", FlowForms.All.Select(f => f.Name))}.", "NAME", required: true);
    private readonly PairOptions _pairs = new();
    private readonly Option<string> _kernel = Flags.Text("--kernel", "Features the model is linear in, as in solve: linear, rbf:WIDTH, ... with landmarks=N for drawn ones; fourier:N,WIDTH; relu:N.", "linear");
    private readonly Option<string[]> _times = Flags.Texts("--time", "Times at which the state is wanted: learning rate times steps, divided by 1 - momentum.", "T ...", 1, 1000);
    private readonly RecordOptions _forecast = new(typeof(ForecastOptions));
    private readonly MethodOptions _options = new();

    public override string Name => "dynamics";

    public override string Summary => "What is learnt when: half-time of every mode, learning curves, when to stop, the largest stable learning rate: before any training.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance dynamics --method spectral --views a.npy b.npy --dim 16 --learning-rate 0.05",
        "semblance dynamics --method barlow-twins --views a.npy b.npy --dim 10 --batch 64 --time 5 10 20 --set off-diagonal=1 --json",
        "semblance dynamics --method vicreg --x features.npy --pairs pairs.csv --dim 8 --set variance-form=squared --set variance=2",
        "semblance dynamics --method orthonormal --data fashion-mnist --augment simclr-small --views-per-sample 2 --dim 8 --set loss=triplet",
        "semblance dynamics --method unconstrained --views a.npy b.npy --dim 8 --set loss=triplet",
        "semblance dynamics --method spectral --run runs/first --dim 16",
        "semblance dynamics --method barlow-twins --views a.npy b.npy --kernel rbf:2,landmarks=500 --dim 8",
    ];

    public override IReadOnlyList<Symbol> Symbols => [_method, .. _pairs.Symbols, _kernel, _times, .. _forecast.Symbols, .. _options.Symbols];

    public override Outcome Run(Session session)
    {
        var form = FlowForms.Named(session.Get(_method)!);
        var options = OptionSet.Read<ForecastOptions>(_forecast.Values(session), "dynamics") with { Seed = session.Seed };
        var times = session.Get(_times)!.Select(Time).ToList();
        var request = _pairs.Request(session);
        var run = request is { Run: not null, Data: null, Samples: null, GraphOnly: null, Views.Count: 0 } ? request.Run : null;
        using var input = PairInput.Open(run is null ? request : RunOverlay.Pairs(run, request));
        if (input is GraphInput) throw new RequestException("a graph alone has no features to be linear in", "got --graph-only", "give samples with --x and the graph with --graph edges:FILE");
        var forecast = JobProgress.Run(session, "reading pairs", p => Forecaster.Of(
            input, form, _options.Values(session), options, times, session.Get(_kernel)!, (done, all) => p.Report(done, all), session.Cancellation));
        var comparison = run is null ? null : RunOverlay.Compare(run, forecast, request.DataRoot);
        foreach (var warning in forecast.Warnings) session.Note($"warning: {warning}");
        var description = input.Description;
        return new(DynamicsView.Document(form.Name, description, options, times, forecast, comparison), console => DynamicsView.Show(console, form.Name, description, options, times, forecast, comparison));
    }

    private static double Time(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var time) && time >= 0 && double.IsFinite(time)
        ? time
        : throw new RequestException("option --time has a bad value", $"got '{text}'", "give learning rate times steps, at least 0");
}
