using System.Text.Json.Nodes;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Options;
using Semblance.Pairs;
using Semblance.Pairs.Moments;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Evaluation;

/// <summary>How near a run came to the best its method allows: the loss of its embedding beside the closed-form optimum of a linear head on its representation,
/// and of a linear encoder of the raw input.</summary>
/// <remarks>All on the same views of training samples, from population moments, the network in evaluation mode. Where the method itself has no closed form its
/// surrogate's loss is taken at the best scale of the embedding, as cosine losses do not see the scale.</remarks>
internal static class RunOptimum
{
    private const int Samples = 4096, Batch = 256;

    /// <summary>The comparison as it stands in evaluation.json; null for a method without optimum or that needs labels which are not there.</summary>
    internal static JsonObject? Of(RunFolder folder, RunModel model, string? dataRoot, int workers)
    {
        var config = folder.ReadConfig();
        var method = Methods.Named(config.Method);
        if (method.Optimum is null) return null;
        var optimum = method.Optimum(OptionSet.Read(method.OptionsType, config.MethodOptions, config.Method));
        using var data = DataSets.Open(config.Request(Split.Train, dataRoot));
        if (optimum.LabelShare > 0 && data.Labels is null) return null;
        var (input, representation, embedding) = Moments(folder, model, data, config, workers);
        var options = new SolveOptions { Dim = model.EmbeddingDim };
        var head = Best(representation, optimum, options);
        var linear = Best(input, optimum, options with { Ridge = 1e-3 });
        return new JsonObject
        {
            ["loss"] = Loss(embedding, optimum),
            ["optimum"] = head.Loss,
            ["input_optimum"] = linear.Loss,
            ["surrogate"] = optimum.Surrogate,
            ["dim"] = model.EmbeddingDim,
            ["samples"] = Math.Min(Samples, data.Count),
            ["spectrum"] = new JsonArray([.. head.Spectrum.Select(rho => JsonValue.Create(rho))]),
            ["embedding_spectrum"] = new JsonArray([.. EmbeddingSpectrum(embedding, optimum).Select(rho => JsonValue.Create(rho))]),
        };
    }

    /// <summary>The literal loss; of a surrogate at the best scale c of the embedding: c^4 |T|^2 - 2 c^2 tr C is least at -(tr C)^2 / |T|^2.</summary>
    private static double Loss(PairMoments embedding, Optimum optimum)
    {
        if (optimum.Surrogate is null) return LinearSolver.Loss(embedding, optimum);
        var (total, cross) = LinearSolver.Relation(embedding, optimum);
        var trace = Enumerable.Range(0, cross.Rows).Sum(k => cross[k, k]);
        return -Math.Pow(Math.Max(0, trace), 2) / total.Values.Sum(v => v * v);
    }

    /// <summary>The optimum of a linear map with bias. A bias changes nothing where a method centres; elsewhere it adds the constant, which views agree on.</summary>
    private static (double Loss, double[] Spectrum) Best(PairMoments moments, Optimum optimum, SolveOptions options)
    {
        var centred = LinearSolver.Solve(moments, optimum with { IsCentred = true }, options).Spectrum;
        double[] spectrum = optimum.IsCentred ? centred : [1, .. centred];
        return (optimum.Filter.Apply(spectrum, options.Dim).Loss, spectrum);
    }

    private static double[] EmbeddingSpectrum(PairMoments embedding, Optimum optimum)
    {
        var (total, cross) = LinearSolver.Relation(embedding, optimum);
        return GeneralisedEigen.Solve(cross, total).Pairs.Values;
    }

    private static (PairMoments Input, PairMoments Representation, PairMoments Embedding) Moments(RunFolder folder, RunModel model, DataSet data, TrainConfig config, int workers)
    {
        var plan = ViewPlan.FromYaml(folder.ReadViews());
        var classes = data.Labels is { } labels ? labels.Max() + 1 : 0;
        using var input = new MomentAccumulator(plan.Output.Count, 2, classes);
        using var representation = new MomentAccumulator(model.RepresentationDim, 2, classes);
        using var embedding = new MomentAccumulator(model.EmbeddingDim, 2, classes);
        var pairs = PairSources.Named(config.Pairs, data);
        using var loader = new ViewLoader(data, plan, pairs, new LoaderOptions { Batch = Math.Min(Batch, pairs.Count), Seed = config.Seed, Workers = workers, DropLast = false });
        var done = 0;
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                Add(batch, plan.Output, model, input, representation, embedding);
                done += batch.Count;
            }

            if (done >= Samples) break;
        }

        return (input.ToMoments(), representation.ToMoments(), embedding.ToMoments());
    }

    private static void Add(ViewBatch batch, SampleShape shape, RunModel model, MomentAccumulator input, MomentAccumulator representation, MomentAccumulator embedding)
    {
        var (features, projected) = (new float[2][], new float[2][]);
        for (var v = 0; v < 2; v++)
        {
            using var scope = new TensorScope();
            long[] size = shape.IsImage ? [batch.Count, shape.Channels, shape.Height, shape.Width] : [batch.Count, shape.Channels];
            var represented = model.Represent(Tensor.FromSpan(batch.View(v), size));
            (features[v], projected[v]) = (represented.ToArray<float>(), model.Project(represented).ToArray<float>());
        }

        var labels = Array.ConvertAll(batch.Labels, y => (int)y);
        var known = labels.Any(y => y >= 0) ? labels : [];
        input.Add([batch.View(0).ToArray(), batch.View(1).ToArray()], labels: known);
        representation.Add(features, labels: known);
        embedding.Add(projected, labels: known);
    }
}
