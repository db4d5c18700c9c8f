using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>A candidate on one kind of pairs with its leave-one-out results.</summary>
/// <param name="Pairs">Which pairs.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="Scores">Results at each penalty.</param>
internal sealed record Contender(int Pairs, Candidate Candidate, IReadOnlyList<ProbeScore> Scores)
{
    /// <summary>The result at the penalty that is chosen.</summary>
    internal ProbeScore Score { get; } = Choice.Penalty(Scores);

    /// <summary>The largest evidence over penalties.</summary>
    internal double Evidence { get; } = Scores.Max(s => s.Evidence);

    /// <summary>Probes a candidate.</summary>
    /// <param name="pairs">Which pairs.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="features">Coordinates of the labelled rows.</param>
    /// <param name="targets">Their labels.</param>
    /// <param name="dim">Canonical directions that labels alone may use.</param>
    /// <param name="seed">Seed of folds.</param>
    internal static Contender Of(int pairs, Candidate candidate, LabelledFeatures features, LabelTargets targets, int dim, long seed)
    {
        using var scope = new TensorScope();
        var scores = candidate.Kind == CandidateKind.Supervised
            ? SupervisedProbe.Score(Whitened(features, dim), targets, seed)
            : new RidgeProbe(features.Embedded(candidate), targets).LeaveOneOut();
        return new Contender(pairs, candidate, scores);
    }

    /// <summary>Squared error and accuracy on other rows after learning from the labelled ones; the error as a share of that of predicting class frequencies.</summary>
    internal (double Error, double Accuracy) On(LabelledFeatures features, LabelTargets targets, LabelledFeatures others, IReadOnlyList<int> labels, int dim)
    {
        using var scope = new TensorScope();
        var predicted = Candidate.Kind == CandidateKind.Supervised
            ? SupervisedProbe.Predict(Whitened(features, dim), targets, Whitened(others, dim), Score.Penalty)
            : new RidgeProbe(features.Embedded(Candidate), targets).Predict(others.Embedded(Candidate), Score.Penalty);
        return Judge(predicted, targets, labels);
    }

    private static Tensor Whitened(LabelledFeatures features, int dim) => features.Canonical.Narrow(1, 0, Math.Min(dim, features.Canonical.Size(1)));

    private static (double Error, double Accuracy) Judge(Matrix predicted, LabelTargets targets, IReadOnlyList<int> labels)
    {
        var (error, baseline, hits) = (0.0, 0.0, 0);
        for (var i = 0; i < labels.Count; i++)
        {
            var top = 0;

            // A class that no labelled row has is always missed: its own target counts for all alike.
            var isKnown = false;
            for (var c = 0; c < targets.Shares.Length; c++)
            {
                var truth = labels[i] == targets.Names[c] ? 1.0 : 0.0;
                isKnown |= truth > 0;
                var value = predicted[i, c] + targets.Shares[c];
                error += (truth - value) * (truth - value);
                baseline += (truth - targets.Shares[c]) * (truth - targets.Shares[c]);
                if (value > predicted[i, top] + targets.Shares[top]) top = c;
            }

            if (!isKnown)
            {
                error += 1;
                baseline += 1;
            }
            else if (labels[i] == targets.Names[top])
            {
                hits++;
            }
        }

        return (error / baseline, (double)hits / labels.Count);
    }
}
