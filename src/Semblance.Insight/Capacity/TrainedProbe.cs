using Semblance.Numerics;

namespace Semblance.Insight.Capacity;

/// <summary>One training with the largest number of outputs for every lambda; the Rayleigh-Ritz values of its outputs give phi of every size at once.</summary>
internal static class TrainedProbe
{
    /// <summary>Directions of the outputs with less than this share of the largest variance are left out, not divided by.</summary>
    internal const double Vanishing = 1e-4;

    private const int FewestMeasured = 10_000, PerOutput = 50;

    internal static CapacityReport Run(ProbeSession session)
    {
        var (lambdas, repeats, trainings) = (session.Options.Lambdas, session.Options.Repeats, new List<TrainingEvidence>());
        FoundFunctions? best = null;
        var least = double.PositiveInfinity;
        try
        {
            for (var k = 0; k < lambdas.Count * repeats; k++)
            {
                var (lambda, repeat) = (lambdas[k / repeats], k % repeats);
                var found = Found(session, lambda, repeat, k, lambdas.Count * repeats);
                var evidence = Evidence(session, found, lambda, repeat);
                trainings.Add(evidence);
                // The one that is nearest to invariance over the sizes that matter: those within the tolerance, four at least.
                var within = Math.Clamp(evidence.Phi.Count(p => p <= session.Options.Tolerance), 1, evidence.Phi.Count);
                var score = evidence.Phi.Sum(p => Math.Min(p, 2 * session.Options.Tolerance)) - within;
                if (score < least)
                {
                    best?.Features.Dispose();
                    (best, least) = (found, score);
                }
                else
                {
                    found.Features.Dispose();
                }
            }

            return session.Report("trained", best!, trainings);
        }
        finally
        {
            best?.Features.Dispose();
        }
    }

    private static FoundFunctions Found(ProbeSession session, double lambda, int repeat, int done, int all)
    {
        var features = ProbeFeatures.Of(session.Train(session.Options.MaxDim, lambda, repeat, done, all));
        try
        {
            var learnt = session.Moments(features, heldOut: false, Math.Max(FewestMeasured, PerOutput * session.Options.MaxDim));
            var held = session.Moments(features, heldOut: true, limit: null);
            return new FoundFunctions(features, AlignmentSpectrum.Of(learnt, session.Options.Constant ?? true, tolerance: Vanishing), learnt, held);
        }
        catch
        {
            features.Dispose();
            throw;
        }
    }

    private static TrainingEvidence Evidence(ProbeSession session, FoundFunctions found, double lambda, int repeat)
    {
        var count = found.Count(session.Options.MaxDim);
        var phi = AlignmentSpectrum.Means(found.Spectrum.On(found.Held, count));
        return Evidence(found, phi, session.Options.MaxDim, lambda, repeat);
    }

    /// <summary>How a training went, from the second moments of its outputs on held-out pairs.</summary>
    internal static TrainingEvidence Evidence(FoundFunctions found, double[] phi, int outputs, double lambda, int repeat)
    {
        var (total, cross) = (found.Held.SecondMoment(), found.Held.CrossSecondMoment());
        var variances = SymmetricEigen.Decompose(total).Values;
        var (loss, distance) = (0.0, 0.0);
        for (var i = 0; i < total.Rows; i++)
        {
            distance += 2 * (total[i, i] - cross[i, i]);
            for (var j = 0; j < total.Rows; j++) loss += Math.Pow(total[i, j] - (i == j ? 1 : 0), 2);
        }

        var own = AlignmentSpectrum.Of(found.Held, hasConstant: false, tolerance: Vanishing).Values;
        double[] used = [.. variances.Where(s => s > 0.01)];
        // At the optimum the most invariant direction has the most variance.
        var disagreement = used.Length == 0 ? 2 : used.Select((s, j) => j < own.Count ? Math.Abs(own[j] - (2 * lambda * (1 - s))) : 0).Average();
        return new TrainingEvidence(outputs, lambda, repeat, distance + (lambda * loss), AlignmentLoss.Minimum(own, outputs, lambda), used.Length, phi, disagreement);
    }
}
