using System.Text.Json.Nodes;
using Semblance.Errors;
using Semblance.Insight.Report;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Generation;

/// <summary>Shows what a generative run has learnt: samples, styles of one content, reconstructions, interpolations, swapped content, and a Frechet distance.</summary>
public sealed class RunGeneration
{
    private readonly RunFolder _folder;
    private readonly GenerationOptions _options;
    private readonly Action<string>? _progress;

    private RunGeneration(RunFolder folder, GenerationOptions options, Action<string>? progress) => (_folder, _options, _progress) = (folder, options, progress);

    /// <summary>Writes the grids as PNG files.</summary>
    /// <param name="folder">A run of a generative method on pictures.</param>
    /// <param name="place">Folder to write into; made when it is not there.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    /// <returns><c>images[]</c> with file and meaning, <c>frechet</c>.</returns>
    /// <exception cref="RequestException">The method is not generative, or the samples are no pictures.</exception>
    public static JsonObject Write(RunFolder folder, string place, GenerationOptions options, Action<string>? progress = null)
    {
        try
        {
            Directory.CreateDirectory(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"cannot make folder '{place}'", e.Message, "choose a folder you may write to", e);
        }

        var images = new JsonArray();
        var found = new RunGeneration(folder, options, progress).Run((name, meaning, grid) =>
        {
            var file = Path.Combine(place, name + ".png");
            grid.Write(file);
            images.Add(new JsonObject { ["file"] = file, ["shows"] = meaning });
        });
        found["images"] = images;
        return found;
    }

    /// <summary>The same grids as a card of the run's page; empty for methods that generate nothing.</summary>
    internal static string Card(RunFolder folder, GenerationOptions options)
    {
        using var model = RunModel.Load(folder);
        if (model.Generative is null || !ViewPlan.FromYaml(folder.ReadViews()).Output.IsImage) return "";
        var html = new System.Text.StringBuilder("<div class=\"row\">");
        new RunGeneration(folder, options with { FrechetSamples = 0 }, null).Run((_, meaning, grid) =>
            html.Append("<figure style=\"margin:0\"><img style=\"max-width:100%\" src=\"data:image/png;base64,").Append(Convert.ToBase64String(grid.Png)).Append("\"><figcaption>").Append(Page.Text(meaning)).Append("</figcaption></figure>"));
        return Page.Card("What the model generates", "Decoded from the latent space; nothing here is a copy of a picture but where it says so.", html.Append("</div>").ToString());
    }

    private JsonObject Run(Action<string, string, ImageGrid> write)
    {
        var config = _folder.ReadConfig();
        using var model = RunModel.Load(_folder);
        var plan = ViewPlan.FromYaml(_folder.ReadViews());
        if (model.Generative is null) throw new RequestException($"method '{config.Method}' generates nothing", $"'{_folder.Path}' is a run of it", "train vae, beta-vae, cr-vae or simvae");
        if (!plan.Output.IsImage) throw new RequestException("there are no pictures to draw", $"the samples of '{config.Data}' are vectors", "use embed and evaluate for vectors");
        using var data = DataSets.Open(RunReport.TestOrTrain(config, _options.DataRoot));
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        using var rng = new Rng(_options.Seed);
        var columns = _options.Columns;
        var rows = Math.Max(2 * columns, _options.FrechetSamples);
        _progress?.Invoke("features");
        var pictures = model.Pixels(data, rows);
        var latent = Embedded(model, plan, pictures);
        var draws = LatentDraws.Of(model.Generative, config.Views, latent);
        var gallery = new Gallery(model, draws, columns);
        _progress?.Invoke("pictures");
        write("samples", "samples of the prior", new ImageGrid(gallery.Samples(rng), columns));
        write("reconstructions", "test pictures, each above what is decoded from the mean of its posterior", new ImageGrid(gallery.Reconstructions(pictures, latent), columns));
        if (pictures.Size(0) >= 12) write("interpolations", "straight latent lines between two test pictures", new ImageGrid(gallery.Interpolations(latent, 6), columns));
        if (model.Generative.IsGrouped) write("styles", "each row one content: its mean picture, then styles drawn about it", new ImageGrid(gallery.StyleSweep(rng, latent.Narrow(0, 0, Math.Min(6, latent.Size(0)))), columns));
        var swap = gallery.Swap(data, plan, _options.Seed);
        write("swap", "content swapped, style kept: above, views of test pictures; left, contents; each cell the left content in the style of the view above", new ImageGrid(swap, (int)Math.Sqrt(swap.Size(0))));
        return new JsonObject { ["decoder"] = model.Generative.Decoder, ["frechet"] = _options.FrechetSamples > 1 ? Frechet(model, plan, draws, rng, pictures, latent) : null };
    }

    /// <summary>Means of the posteriors, [rows, dim].</summary>
    private static Tensor Embedded(RunModel model, ViewPlan plan, Tensor pictures)
    {
        using var scope = new TensorScope();
        var normalised = new Training.Loop.Pixels(plan).Normalised(pictures);
        return scope.Return(Tensor.Cat([.. normalised.Split(500).Select(part => model.Layers(part)[^1])]));
    }

    private JsonObject Frechet(RunModel model, ViewPlan plan, LatentDraws draws, Rng rng, Tensor pictures, Tensor latent)
    {
        _progress?.Invoke("Frechet distance");
        using var scope = new TensorScope();
        using var features = NamedFeatures.Of(_options.FeaturesRun, plan);
        var real = features.Map(pictures);
        var half = real.Length / features.Dim / 2 * features.Dim;
        double Of(Tensor decoded) => FrechetDistance.Of(features.Map(decoded), real, features.Dim);
        return new JsonObject
        {
            ["encoder"] = features.Name,
            ["rows"] = pictures.Size(0),
            ["samples"] = Of(Decoded(model, draws.About(rng, draws.Contents(rng, pictures.Size(0))))),
            ["reconstructions"] = Of(Decoded(model, latent)),
            ["real_halves"] = FrechetDistance.Of(real[..half], real[half..], features.Dim),
            ["note"] = "not the Inception FID; compares only for the same encoder and number of rows; real_halves is the distance of one half of the real pictures from the other",
        };
    }

    private static Tensor Decoded(RunModel model, Tensor latent) => Tensor.Cat([.. latent.Split(500).Select(model.Generative!.Decode)]);
}
