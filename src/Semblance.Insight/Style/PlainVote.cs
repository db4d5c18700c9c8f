using Semblance.Insight.Evaluation;
using Semblance.Pairs.Neighbours;

namespace Semblance.Insight.Style;

/// <summary>The k-NN classifier of the SimVAE paper's protocol: Euclidean distance, one vote each, a tie goes to the smallest label.</summary>
internal static class PlainVote
{
    internal const int Neighbours = 15;

    /// <summary>Accuracy on the test rows.</summary>
    internal static double Accuracy(FeatureSet train, FeatureSet test, int neighbours = Neighbours)
    {
        var table = NearestNeighbours.Search(train.Values, test.Values, train.Dim, Math.Min(neighbours, train.Rows), Metric.Euclidean);
        var hits = 0;
        for (var row = 0; row < test.Rows; row++)
        {
            var votes = Enumerable.Range(row * table.K, table.K).Select(k => train.Labels![table.Indices[k]]);
            if (votes.GroupBy(label => label).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key == test.Labels![row]) hits++;
        }

        return (double)hits / test.Rows;
    }
}
