using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>What is known after some questions of the form: does this sample belong to that class?</summary>
/// <remarks>Cabannes et al. 2023. One sample of each class is known from the start. Each round asks about the class that was asked about least, of samples that
/// a classifier trained on the known ones takes for it. Answers fill the graph with +1 and -1.</remarks>
internal sealed class QuerySession
{
    private readonly Rng _rng;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly bool[] _known;
    private readonly bool[,] _asked;

    internal QuerySession(Rng rng, int[] labels, int classes)
    {
        (_rng, _labels, _classes) = (rng, labels, classes);
        _known = new bool[labels.Length];
        _asked = new bool[labels.Length, classes];
        Answers = new Matrix(labels.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++) Answers[i, i] = 1;
        for (var c = 0; c < classes; c++) _known[Math.Max(0, Array.IndexOf(labels, c))] = true;
    }

    /// <summary>+1 for pairs known to belong together, -1 for those known not to, 0 for the rest.</summary>
    internal Matrix Answers { get; }

    /// <summary>Asks about some samples, chosen by their present embedding [n, dim].</summary>
    internal void Ask(Tensor embedding, int count)
    {
        var guess = Guess(embedding);
        var least = Enumerable.Range(0, _classes).MinBy(c => Enumerable.Range(0, _labels.Length).Count(i => _asked[i, c]));
        var open = Enumerable.Range(0, _labels.Length).Where(i => !_known[i] && !_asked[i, least]).ToArray();
        var likely = open.Where(i => guess[i] == least).ToArray();
        var candidates = likely.Length > count ? likely : open;
        var order = Draw.Order(_rng, candidates.Length);
        int[] chosen = [.. order.Take(count).Select(k => candidates[k])];
        foreach (var i in chosen)
        {
            _asked[i, least] = true;
            if (_labels[i] == least) _known[i] = true;
        }

        var known = Enumerable.Range(0, _labels.Length).Where(i => _known[i]).ToArray();
        foreach (var i in known)
        {
            for (var c = 0; c < _classes; c++) _asked[i, c] = true;
            foreach (var j in known) Tell(i, j);
        }

        foreach (var no in chosen.Where(i => _labels[i] != least))
        {
            foreach (var yes in known.Where(i => _labels[i] == least)) Tell(no, yes);
        }
    }

    /// <summary>All pairs of different samples in random order.</summary>
    internal IReadOnlyList<(int I, int J)> RandomPairs()
    {
        var pairs = (from i in Enumerable.Range(0, _labels.Length) from j in Enumerable.Range(i + 1, _labels.Length - i - 1) select (i, j)).ToArray();
        return [.. Draw.Order(_rng, pairs.Length).Select(k => pairs[k])];
    }

    private void Tell(int i, int j) => Answers[i, j] = Answers[j, i] = _labels[i] == _labels[j] ? 1 : -1;

    /// <summary>Classes by least squares on the known samples, of least norm up to a trace of ridge.</summary>
    private int[] Guess(Tensor embedding)
    {
        using var scope = new TensorScope();
        var rows = Tensor.From([.. Enumerable.Range(0, _labels.Length).Where(i => _known[i]).Select(i => (long)i)], _known.Count(k => k));
        var truth = Tensor.From(Array.ConvertAll(_labels, l => (long)l), _labels.Length).OneHot(_classes).To(ElementType.Float64);
        var (x, y) = (embedding.IndexSelect(0, rows), truth.IndexSelect(0, rows));
        var moments = x.Transpose().MatMul(x);
        var ridge = Tensor.Eye(moments.Size(0), ElementType.Float64) * (1e-10 * moments.Diagonal().Sum().Item());
        return Array.ConvertAll(embedding.MatMul((moments + ridge).Solve(x.Transpose().MatMul(y))).ArgMax(1).ToArray<long>(), c => (int)c);
    }
}
