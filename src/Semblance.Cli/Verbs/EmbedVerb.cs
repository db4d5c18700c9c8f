using System.CommandLine;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs;
using Semblance.Pairs.Data;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Cli.Verbs;

/// <summary>Writes the features of a data set.</summary>
internal sealed class EmbedVerb : Verb
{
    private readonly Option<string?> _run = Flags.OptionalText("--run", "The run whose encoder to use.", "RUN");
    private readonly Option<string?> _encoder = Flags.OptionalText("--encoder", "Instead of --run: a closed-form encoder that `semblance solve --encoder-out` wrote.", "ENC.safetensors");
    private readonly Option<string?> _x = Flags.OptionalText("--x", "With --encoder: samples, [rows, dim].", "X.npy");
    private readonly Option<string?> _data = Flags.OptionalText("--data", "The data set. Default: the one the run learnt from.", "D");
    private readonly Option<string> _split = Flags.Text("--split", "Which part of it: train or test.", "train");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "Where to write the features, float32 [rows, dim].", "Z.npy", required: true);
    private readonly Option<string?> _labelsOut = Flags.OptionalText("--labels-out", "Where to write the labels, int64 [rows].", "Y.npy");
    private readonly Option<string?> _attributesOut = Flags.OptionalText("--attributes-out", "Where to write what else is known of each row (of synthetic data and designs such as fashion-mnist+bits), a column each.", "ATTRS.csv");
    private readonly Option<string> _layer = Flags.Text("--layer", $"Which features: {Words.Layers}", Words.Own);
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();

    public override string Name => "embed";

    public override string Summary => "Write the features of a data set, as NumPy array, CSV or safetensors.";

    public override IReadOnlyList<string> Examples =>
        ["semblance embed --run runs/first --data fashion-mnist --split test --out z.npy --labels-out y.npy", "semblance embed --run runs/first --data folder:photos --layer embedding --out z.safetensors", "semblance embed --encoder enc.safetensors --x new.npy --out z.npy"];

    public override IReadOnlyList<Symbol> Symbols => [_run, _encoder, _x, _data, _split, _out, _labelsOut, _attributesOut, _layer, _root, _workers];

    public override Outcome Run(Session session)
    {
        var (place, labelsPlace) = (session.Get(_out)!, session.Get(_labelsOut));
        ArrayFile.CheckPlace(place);
        if (session.Get(_encoder) is { } encoder) return OfSamples(session, encoder, place);
        if (session.Get(_run) is null) throw new RequestException("there is no encoder to embed with", "neither --run nor --encoder was given", $"for example: {Examples[0]}");
        if (labelsPlace is not null) ArrayFile.CheckPlace(labelsPlace);
        var attributesPlace = session.Get(_attributesOut);
        if (attributesPlace is not null) FactorFile.CheckPlace(attributesPlace);
        var split = Words.Of<Split>("split", session.Get(_split)!);
        var folder = RunFolder.Open(session.Get(_run)!);
        var layer = Words.Layer(session.Get(_layer)!, folder);
        var config = folder.ReadConfig();
        var request = session.Get(_data) is { } name
            ? new DataRequest { Name = name, Split = split, DataRoot = session.Get(_root) }
            : config.Request(split, session.Get(_root));
        using var model = RunModel.Load(folder);
        var device = session.Device;
        var features = JobProgress.Run(session, "embedding", p => model.Embed(request, layer, device, session.Get(_workers), (done, all) =>
        {
            session.Cancellation.ThrowIfCancellationRequested();
            p.Report(done, all);
        }));
        ArrayFile.Write(place, features.Values, features.Rows, features.Dim);
        if (labelsPlace is not null)
        {
            var labels = features.Labels ?? throw new RequestException("there are no labels to write", $"'{request.Name}' has none", "leave --labels-out away");
            ArrayFile.Write(labelsPlace, labels, features.Rows);
        }

        if (attributesPlace is not null)
        {
            using var data = DataSets.Open(request);
            FactorFile.Write(attributesPlace, data);
        }

        return new(
            new { features.Rows, features.Dim, Layer = layer, Data = request.Name, Split = split, Out = place, LabelsOut = labelsPlace, AttributesOut = attributesPlace, Classes = features.ClassNames },
            console => console.Profile.Out.Writer.WriteLine($"{features.Rows} rows of {features.Dim} numbers are in {place}{(labelsPlace is null ? "" : $", their labels in {labelsPlace}")}{(attributesPlace is null ? "" : $", their attributes in {attributesPlace}")}"));
    }

    private Outcome OfSamples(Session session, string encoderFile, string place)
    {
        if (session.Get(_run) is not null) throw new RequestException("--encoder excludes --run", "both were given", "give a closed-form encoder with --x, or a run with --data");
        var file = session.Get(_x) ?? throw new RequestException("a closed-form encoder needs samples", "got --encoder without --x", "add --x X.npy");
        var encoder = SpectralEncoder.Load(encoderFile);
        var samples = ArrayFile.ReadMatrix(file, "the array of samples");
        var embedding = encoder.Transform(new Matrix((int)samples.Shape[0], (int)samples.Shape[1], samples.ToDoubles()));
        ArrayFile.Write(place, embedding.Values, embedding.Rows, embedding.Columns);
        return new(
            new { embedding.Rows, Dim = embedding.Columns, Encoder = encoderFile, Features = encoder.Features.Name, Out = place },
            console => console.Profile.Out.Writer.WriteLine($"{embedding.Rows} rows of {embedding.Columns} numbers are in {place}"));
    }
}
