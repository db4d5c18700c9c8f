using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>One hidden layer (ReLU) and softmax on standardised features, AdamW, the epoch chosen on a validation split.</summary>
internal static class MlpProbe
{
    private const int LargestBatch = 512;
    private const int SmallestBatch = 32;
    private const int SmallLayer = 1 << 18;
    private const int Patience = 5;
    private const int Chunk = 4096;

    internal static MlpResult Run(Problem p)
    {
        // A step on a small layer takes a millisecond; threads that wait for each other in it cost more than they give, thirty times
        // more when the machine is busy.
        var threads = Runtime.Threads;
        if ((long)p.Train.Dim * p.Options.MlpHidden <= SmallLayer) Runtime.Threads = 1;
        try
        {
            return Train(p);
        }
        finally
        {
            Runtime.Threads = threads;
        }
    }

    private static MlpResult Train(Problem p)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var (train, test) = p.Standardised;
        var (fit, validation) = p.Split(p.TrainClasses);
        // Classes of single rows leave nothing to validate on; the training rows then stand in.
        if (validation.Length == 0) validation = fit;
        var features = train.ToTensor();
        var held = train.Select(validation).ToTensor();
        int[] wanted = [.. validation.Select(r => p.TrainClasses[r])];
        using var rng = new Rng(p.Options.Seed);
        var network = new MlpNetwork(rng, train.Dim, p.Options.MlpHidden, p.Classes, p.Options);
        var labels = Tensor.From(Array.ConvertAll(p.TrainClasses, c => (long)c), train.Rows).OneHot(p.Classes).To(ElementType.Float32);
        var order = new Random(p.Options.Seed);
        var (bestHits, bestEpoch) = (-1, 0);
        for (var epoch = 1; epoch <= p.Options.MlpEpochs && epoch - bestEpoch <= Patience; epoch++)
        {
            order.Shuffle(fit);
            Epoch(network, features, labels, fit);
            var hits = Problem.Hits(Predict(network, held), wanted);
            if (hits <= bestHits) continue;
            (bestHits, bestEpoch) = (hits, epoch);
            network.Remember();
        }

        network.Restore();
        var right = Problem.Hits(Predict(network, test.ToTensor()), p.TestClasses);
        return new MlpResult((double)right / test.Rows, Statistics.Wilson(right, test.Rows), p.Options.MlpHidden, bestEpoch, (double)bestHits / wanted.Length);
    }

    private static void Epoch(MlpNetwork network, Tensor features, Tensor labels, int[] order)
    {
        // Small sets get small batches, so that an epoch has steps enough.
        var size = Math.Clamp(order.Length / 32, SmallestBatch, LargestBatch);
        for (var start = 0; start < order.Length; start += size)
        {
            using var step = new TensorScope();
            var batch = Array.ConvertAll(order[start..Math.Min(order.Length, start + size)], r => (long)r);
            var rows = Tensor.From(batch, batch.Length);
            network.Step(features.IndexSelect(0, rows), labels.IndexSelect(0, rows));
        }
    }

    private static int[] Predict(MlpNetwork network, Tensor features)
    {
        var result = new List<int>();
        foreach (var start in Enumerable.Range(0, ((int)features.Size(0) + Chunk - 1) / Chunk).Select(c => c * Chunk))
        {
            using var scope = new TensorScope();
            var logits = network.Logits(features.Narrow(0, start, Math.Min(Chunk, features.Size(0) - start)));
            result.AddRange(ArgMax.Rows(logits.ToArray<float>(), (int)logits.Size(1)));
        }

        return [.. result];
    }
}
