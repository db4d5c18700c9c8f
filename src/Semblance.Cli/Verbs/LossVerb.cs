using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Objectives;
using Semblance.Tensors;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Evaluates an objective on given embeddings, in float64.</summary>
internal sealed class LossVerb : Verb
{
    private readonly Option<string?> _method = Flags.OptionalText("--method", "The method; `semblance methods` lists them.", "NAME", required: true);
    private readonly Option<string[]> _views = Flags.Texts("--views", "Embeddings of each view, [batch, dim] each, row-aligned.", "A.npy B.npy", 1, 64, required: true);
    private readonly Option<string[]> _targets = Flags.Texts("--targets", "Embeddings by the slowly following network, one for each view. Default: the views themselves.", "A.npy B.npy", 1, 64);
    private readonly Option<string?> _labels = Flags.OptionalText("--labels", "Class of each row.", "Y.npy");
    private readonly Option<string[]> _gradients = Flags.Texts("--gradient-out", "Where to write the gradient for each view.", "G1.npy G2.npy", 1, 64);
    private readonly MethodOptions _options = new();

    public override string Name => "loss";

    public override string Summary => "Value, terms and gradients of an objective on given embeddings, in float64.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance loss --method simclr --views a.npy b.npy --set temperature=0.2",
        "semblance loss --method supcon --views a.npy b.npy --labels y.npy --gradient-out g1.npy g2.npy --json",
    ];

    public override IReadOnlyList<Symbol> Symbols => [_method, _views, _targets, _labels, _gradients, .. _options.Symbols];

    public override Outcome Run(Session session)
    {
        var method = Methods.Named(session.Get(_method)!);
        var files = session.Get(_views)!;
        var places = session.Get(_gradients)!;
        if (places.Length != 0 && places.Length != files.Length)
        {
            throw new RequestException("--gradient-out needs one file for each view", $"{files.Length} views, {places.Length} files", "name as many files as views");
        }

        foreach (var place in places) ArrayFile.CheckPlace(place);
        using var scope = new TensorScope();
        var views = Matrices(files, "view");
        var targets = session.Get(_targets)! is { Length: > 0 } given ? Matrices(given, "target") : null;
        var labels = session.Get(_labels) is { } file ? ArrayFile.ReadLabels(file, views[0].Size(0)) : null;
        foreach (var view in views) view.RequiresGradient = true;
        var context = new ObjectiveContext((int)views[0].Size(1), labels is { Length: > 0 } ? (int)labels.Max() + 1 : 0, Rng: null);
        using var objective = Methods.Create(method.Name, _options.Values(session), context);
        var terms = objective.Terms(new ViewEmbeddings(views, targets, labels is null ? null : Tensor.From(labels, labels.Length)));
        var gradients = Gradients.Of(terms.Total, views);
        for (var k = 0; k < places.Length; k++) ArrayFile.Write(places[k], gradients[k].ToArray<double>(), gradients[k].Shape);
        return Result(method.Name, terms, gradients);
    }

    private static Tensor[] Matrices(string[] files, string kind) =>
        [.. files.Select((file, k) => ArrayFile.ReadMatrix(file, $"{kind} {k + 1}")).Select(a => Tensor.From(a.ToDoubles(), a.Shape))];

    private static Outcome Result(string method, LossTerms terms, Tensor[] gradients)
    {
        var loss = terms.Total.Item();
        var parts = terms.Parts.ToDictionary(p => p.Key, p => p.Value.Item());
        var norms = gradients.Select(g => g.Square().Sum().Sqrt().Item()).ToArray();
        return new(new { Method = method, Loss = loss, Terms = parts, GradientNorms = norms }, console => Show(console, loss, parts, norms));
    }

    private static void Show(IAnsiConsole console, double loss, Dictionary<string, double> parts, double[] norms)
    {
        var table = Screen.Table("quantity", "value");
        table.AddTextRow("loss", Numbers.Exact(loss));
        foreach (var (name, value) in parts) table.AddTextRow(name, Numbers.Exact(value));
        for (var k = 0; k < norms.Length; k++) table.AddTextRow($"gradient norm, view {k + 1}", Numbers.Exact(norms[k]));
        console.Write(table);
    }
}
