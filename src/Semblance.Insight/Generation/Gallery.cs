using Semblance.Objectives.Generative;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Loop;

namespace Semblance.Insight.Generation;

/// <summary>The picture grids of a generative run; each lives in the caller's scope.</summary>
internal sealed class Gallery(RunModel model, LatentDraws draws, int columns)
{
    private const int SwapViews = 8;

    private IGenerativeModel Parts => model.Generative!;

    /// <summary>Samples of the prior, as many rows as columns.</summary>
    internal Tensor Samples(Rng rng) => Parts.Decode(draws.About(rng, draws.Contents(rng, (long)columns * columns)));

    /// <summary>Each row one content; its mean picture, then styles drawn about it.</summary>
    internal Tensor StyleSweep(Rng rng, Tensor contents)
    {
        using var scope = new TensorScope();
        var repeated = contents.Unsqueeze(1).Expand(contents.Size(0), columns - 1, contents.Size(1)).Flatten(0, 1);
        var styles = draws.About(rng, repeated).Reshape(contents.Size(0), columns - 1, contents.Size(1));
        return scope.Return(Parts.Decode(Tensor.Cat([contents.Unsqueeze(1), styles], 1).Flatten(0, 1)));
    }

    /// <summary>Pictures above what is decoded from the mean of their posterior.</summary>
    internal Tensor Reconstructions(Tensor pictures, Tensor latent)
    {
        using var scope = new TensorScope();
        var rows = Math.Min(columns * 2, (int)pictures.Size(0));
        var decoded = Parts.Decode(latent.Narrow(0, 0, rows));
        var pairs = Enumerable.Range(0, rows / columns).SelectMany(k => new[] { pictures.Narrow(0, k * columns, columns), decoded.Narrow(0, k * columns, columns) });
        return scope.Return(Tensor.Cat([.. pairs]));
    }

    /// <summary>Each row leads in straight latent steps from one picture to the next.</summary>
    internal Tensor Interpolations(Tensor latent, int rows)
    {
        using var scope = new TensorScope();
        var steps = Tensor.From([.. Enumerable.Range(0, columns).Select(k => (float)k / (columns - 1))], 1, columns, 1);
        var (from, to) = (latent.Narrow(0, 0, rows).Unsqueeze(1), latent.Narrow(0, rows, rows).Unsqueeze(1));
        return scope.Return(Parts.Decode((from + ((to - from) * steps)).Flatten(0, 1)));
    }

    /// <summary>Content swapped, style kept: below a row of views, the content of each sample of the left column in the styles of those views.</summary>
    /// <remarks>Content is the mean of several views' latent vectors, style what a view's own adds to it: decode(content_A + z_B - content_B).</remarks>
    internal Tensor Swap(DataSet data, ViewPlan plan, int seed)
    {
        using var scope = new TensorScope();
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = Math.Min(columns - 1, data.Count), Views = SwapViews, Seed = seed, DropLast = false, ChannelsLast = true });
        using var batch = loader.Epoch(0).First();
        var views = SampleTensors.Of(batch, SwapViews, plan.Output, Device.Cpu);
        var latent = model.Layers(views)[^1].Reshape(SwapViews, batch.Count, model.EmbeddingDim);
        var content = latent.Mean(0);
        var style = latent.Select(0, 0) - content;
        var mixed = Parts.Decode((content.Unsqueeze(1) + style.Unsqueeze(0)).Flatten(0, 1));
        var (shown, means) = (new Pixels(plan).Of(views.Narrow(0, 0, batch.Count)), Parts.Decode(content));
        var rows = new List<Tensor> { Tensor.Ones([1, .. shown.Shape.Skip(1)]), shown };
        for (var row = 0; row < batch.Count; row++) rows.AddRange([means.Narrow(0, row, 1), mixed.Narrow(0, row * batch.Count, batch.Count)]);
        return scope.Return(Tensor.Cat([.. rows.Select(r => r.Contiguous())]));
    }
}
