using Semblance.Objectives;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>Loss and gradient of a method on given embeddings, and the memory they take; beside the usual PyTorch program.</summary>
internal sealed class LossCost(string name, string method, int rows, int dim, double target) : Benchmark
{
    public override string Name => name;

    public override string Group => "losses";

    public override string What => FormattableString.Invariant($"{(method == "simclr" ? "NT-Xent" : method)}, n={rows} d={dim}, forward and backward");

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        using var scope = new TensorScope();
        var (first, second) = (Normal(1), Normal(2));
        string[] files = [context.Write<float>($"{name}-a.npy", first, rows, dim), context.Write<float>($"{name}-b.npy", second, rows, dim)];
        Tensor[] views = [Tensor.From(first, rows, dim), Tensor.From(second, rows, dim)];
        foreach (var view in views) view.RequiresGradient = true;
        using var objective = Methods.Create(method, [], new ObjectiveContext(dim, 0, null));
        var word = method.Replace('-', '_');
        Step(objective, views);
        var held = PeakMemory.Of(() => Step(objective, views));
        var theirs = context.Peer.Ask("losses.held", new { method = word, files }).Number("bytes");
        var times = Timing.TimesOf(() => Step(objective, views), 0.2);
        var figure = new BenchmarkFigure { Name = Name, What = What, Unit = "ms", Peer = "PyTorch", Target = BenchmarkTarget.Ratio(target) };
        var (result, last) = context.Pair(figure, 1e3, () => Timing.Of(() => Step(objective, views), times), "losses.run", new { method = word, files, repeats = 1 });
        var details = new Dictionary<string, double> { ["loss"] = Step(objective, views) };
        if (held is not null) details["peak_mib"] = held.Value / 1048576;
        if (theirs is not null) details["peer_peak_mib"] = theirs.Value / 1048576;
        if (last?.Number("value") is { } value) details["peer_loss"] = value;
        var isSame = !details.TryGetValue("peer_loss", out var peer) || Math.Abs(peer - details["loss"]) <= 1e-3 * Math.Abs(peer);
        return [(result with { Details = details, Note = isSame ? result.Note : "the two losses differ" }).Judged(true, isSame)];
    }

    internal static double Step(IObjective objective, Tensor[] views)
    {
        using var scope = new TensorScope();
        foreach (var view in views) view.Gradient?.ZeroInPlace();
        var total = objective.Terms(new ViewEmbeddings(views)).Total;
        Gradients.Backward(total);
        return total.Item();
    }

    private float[] Normal(int seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        return Tensor.RandomNormal(rng, [rows, dim]).ToArray<float>();
    }
}
