using Semblance.Pairs.Neighbours;

namespace Semblance.Insight.Evaluation;

/// <summary>Cosine nearest neighbours whose votes weigh exp(similarity / temperature) (Wu et al. 2018, arXiv:1805.01978).</summary>
internal static class KnnProbe
{
    private const int ValidationRows = 2000;

    internal static KnnResult Run(Problem p)
    {
        var options = p.Options;
        var centre = options.Centre == "yes" || (options.Centre == "auto" && IsCentringBetter(p));
        var hits = Hits(p.Train, p.TrainClasses, p.Test, p.TestClasses, centre, p);
        return new KnnResult((double)hits / p.Test.Rows, Statistics.Wilson(hits, p.Test.Rows), options.K, options.Temperature, centre);
    }

    /// <summary>The class with the largest sum of votes for each row; the lower one of equals.</summary>
    internal static int[] Vote(NeighbourTable table, int[] classes, int count, double temperature)
    {
        var result = new int[table.Rows];
        Parallel.For(0, table.Rows, r =>
        {
            var votes = new double[count];
            var first = r * table.K;
            // The nearest neighbour weighs 1, so that no temperature overflows.
            for (var j = 0; j < table.K; j++) votes[classes[table.Indices[first + j]]] += Math.Exp((table.Scores[first + j] - table.Scores[first]) / temperature);
            result[r] = Array.IndexOf(votes, votes.Max());
        });
        return result;
    }

    private static bool IsCentringBetter(Problem p)
    {
        var (fit, validation) = p.Split(p.TrainClasses);
        var sample = validation[..Math.Min(validation.Length, ValidationRows)];
        if (sample.Length == 0 || fit.Length < p.Options.K) return false;
        var (index, query) = (p.Train.Select(fit), p.Train.Select(sample));
        int[] known = [.. fit.Select(r => p.TrainClasses[r])], wanted = [.. sample.Select(r => p.TrainClasses[r])];
        return Hits(index, known, query, wanted, true, p) > Hits(index, known, query, wanted, false, p);
    }

    private static int Hits(FeatureSet index, int[] known, FeatureSet query, int[] wanted, bool centre, Problem p)
    {
        var table = NearestNeighbours.Search(index.Values, query.Values, index.Dim, p.Options.K, Metric.Cosine, centre);
        return Problem.Hits(Vote(table, known, p.Classes, p.Options.Temperature), wanted);
    }
}
