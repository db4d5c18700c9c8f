using Semblance.Objectives.Spectral;
using Semblance.Pairs;
using Semblance.Pairs.Neighbours;
using Semblance.Pairs.Randomness;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>A short look at the representation during training: k-NN accuracy and effective rank on rows of the training data.</summary>
/// <remarks>Queries are training rows held out of the index. Their labels are used here and nowhere else in training, and test data not at
/// all, so that whoever stops or chooses by these numbers does not spoil the test.</remarks>
internal sealed class OnlineEvaluation
{
    private const int MaxIndex = 10_000;
    private const int MaxQueries = 2_000;
    private const int Neighbours = 20;
    private const double Temperature = 0.1;

    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly int _workers;
    private readonly int[] _rows;
    private readonly int _queries;

    internal OnlineEvaluation(DataSet data, ViewPlan plan, int seed, int workers)
    {
        _data = data;
        _plan = plan;
        _workers = workers;
        _queries = Math.Min(MaxQueries, data.Count / 5);
        _rows = [.. Permutation.Of(data.Count, seed, epoch: -1).Take(Math.Min(data.Count, MaxIndex + _queries))];
    }

    /// <summary>Scores of the features that downstream tasks use, and the effective rank of both layers.</summary>
    internal OnlineScores Measure(FeatureReader reader, FeatureLayer layer)
    {
        if (_queries < 2) return new OnlineScores();
        var table = reader.Read(_data, _plan, _rows, wantEmbedding: true, _workers);
        return new OnlineScores(
            _data.Labels is null ? null : layer == FeatureLayer.Embedding ? Knn(table, table.Embedding, table.EmbeddingDim) : Knn(table, table.Representation, table.RepresentationDim),
            Rank(table.Representation, table.RepresentationDim),
            Rank(table.Embedding, table.EmbeddingDim));
    }

    private double Knn(FeatureTable table, float[] values, int dim)
    {
        var split = _queries * dim;
        var index = values[split..];
        var indexRows = table.Rows - _queries;
        var found = NearestNeighbours.Search(index, values[..split], dim, Math.Min(Neighbours, indexRows), Metric.Cosine);
        var right = 0;
        for (var q = 0; q < _queries; q++)
        {
            var votes = new SortedDictionary<long, double>();
            for (var k = 0; k < found.K; k++)
            {
                var label = table.Labels[_queries + found.Indices[q * found.K + k]];
                votes[label] = votes.GetValueOrDefault(label) + Math.Exp(found.Scores[q * found.K + k] / Temperature);
            }

            if (votes.MaxBy(v => v.Value).Key == table.Labels[q]) right++;
        }

        return (double)right / _queries;
    }

    private double Rank(float[] values, int dim)
    {
        using var scope = new TensorScope();
        return EffectiveRank.RankMe(Tensor.FromSpan<float>(values.AsSpan(0, _queries * dim), _queries, dim));
    }
}
