using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Advice;

/// <summary>All candidates on all kinds of pairs, probed with the same labelled rows.</summary>
/// <remarks>Lives in the caller's tensor scope.</remarks>
internal sealed class Contest(IReadOnlyList<PairEvidence> evidence, IReadOnlyList<LabelledFeatures> features, LabelTargets targets, int dim, AdviceOptions options)
{
    private const int FewestOfPart = 20, MostOfPart = 500, PartDraws = 4;

    private readonly List<Contender> _contenders = [];
    private readonly Dictionary<(int Pairs, int Count, int Draw), (LabelledFeatures Features, LabelTargets Targets)> _parts = [];
    private readonly Dictionary<Contender, (double Error, double Accuracy)> _checked = [];
    private int _checkedRows;

    internal IReadOnlyList<PairEvidence> Evidence => evidence;

    internal IReadOnlyList<LabelledFeatures> Features => features;

    internal LabelTargets Targets => targets;

    internal int Dim => dim;

    internal AdviceOptions Options => options;

    /// <summary>The chosen one of those that are trained without labels.</summary>
    internal Contender Advised => Choice.Of([.. _contenders.Where(c => c.Candidate.IsSelfSupervised)]);

    /// <summary>Candidates as they come, best first after <see cref="Run"/>.</summary>
    internal IReadOnlyList<Contender> Contenders => _contenders;

    /// <summary>Probes every candidate. The features alone and labels alone do not depend on the pairs and compete once.</summary>
    internal void Run(Action<string, long, long>? progress, CancellationToken cancellation)
    {
        var all = evidence.SelectMany((e, k) => CandidateList.Of(e.Spectrum, k == 0 ? e.PrincipalVariances : null, dim, k == 0).Select(c => (Pairs: k, Candidate: c))).ToList();
        foreach (var (pairs, candidate) in all)
        {
            cancellation.ThrowIfCancellationRequested();
            _contenders.Add(Contender.Of(pairs, candidate, features[pairs], targets, dim, options.Seed));
            progress?.Invoke("comparing", _contenders.Count, all.Count);
        }

        _contenders.Sort((a, b) => a.Score.Error.CompareTo(b.Score.Error));
        var chosen = Choice.Of(_contenders);
        _contenders.Remove(chosen);
        _contenders.Insert(0, chosen);
    }

    /// <summary>Measures every candidate on labelled rows that were not used.</summary>
    internal void Check(IReadOnlyList<LabelledFeatures> others, int[] labels)
    {
        _checkedRows = labels.Length;
        foreach (var contender in _contenders) _checked[contender] = contender.On(features[contender.Pairs], targets, others[contender.Pairs], labels, dim);
    }

    /// <summary>Everything told about it.</summary>
    internal AdviceReport Report()
    {
        var energies = features.Select(f => TaskEnergy.Of(f.Canonical, targets)).ToList();
        var quantities = evidence.Select((e, k) => Quantities.Of(e, energies[k], targets)).ToList();
        var resampling = new Resampling([.. _contenders.Select(c => c.Score.Losses)], options.Seed);
        var ranking = _contenders.Select((c, k) => new RankedCandidate(evidence[c.Pairs].Name, c.Candidate, Forecast(c, k, resampling, energies[c.Pairs]))).ToList();
        var best = _contenders.IndexOf(Advised);
        var settings = new SettingScan(this, _contenders[best]);
        var (dims, batches, invariances) = (settings.Dimensions(), settings.Batches(), settings.Invariances());
        var report = new AdviceReport
        {
            Pairs = quantities,
            Ranking = ranking,
            Advised = ranking[best],
            AdvisedPairs = quantities[_contenders[best].Pairs],
            Dim = dim,
            AdvisedDim = (int)SettingScan.Smallest(dims),
            AdvisedBatch = Math.Min(evidence[_contenders[best].Pairs].Rows, Math.Max(options.Batch, batches.Count == 0 ? 0 : (int)SettingScan.Smallest(batches))),
            InvarianceRange = invariances.Count == 0 ? (0, Advisor.CautiousInvariance) : SettingScan.Range(invariances),
            Dimensions = dims,
            Batches = batches,
            Invariances = invariances,
            Labels = targets.Classes.Length,
            Classes = targets.Shares.Length,
            Checked = _checkedRows,
            Findings = [],
        };
        return report with { Findings = Verdicts.Of(report, energies[_contenders[best].Pairs]) };
    }

    private Forecast Forecast(Contender contender, int place, Resampling resampling, TaskEnergy energy)
    {
        var interval = resampling.Of(place);
        var hits = (long)Math.Round(contender.Score.Hits.Sum());
        IReadOnlyList<ForecastPoint> curve = [];
        if (contender.Candidate.Kind != CandidateKind.Supervised)
        {
            var own = contender.Candidate.Kind == CandidateKind.Filter ? energy : TaskEnergy.Of(features[contender.Pairs].Principal!, targets);
            var kept = contender.Candidate.Variances.Select((v, k) => v * own.Spread[k]).ToArray();
            curve = WithParts(contender, ForecastCurve.Of(kept, [.. own.Squares.Take(kept.Length).Select(e => e / targets.Variance)], contender.Score, interval));
        }

        var forecast = new Forecast(
            contender.Score.Error, interval, contender.Score.Accuracy, Statistics.Wilson(hits, targets.Classes.Length), contender.Score.Error - _contenders[0].Score.Error, resampling.Difference(place, 0), curve);
        return _checked.TryGetValue(contender, out var measured) ? forecast with { Measured = measured.Error, MeasuredAccuracy = measured.Accuracy } : forecast;
    }

    /// <summary>Fewer labels than there are need no formula: leave-one-out errors of random parts of them. Where they fall less steeply than the formula has it, so does the forecast for more labels.</summary>
    private IReadOnlyList<ForecastPoint> WithParts(Contender contender, IReadOnlyList<ForecastPoint> curve)
    {
        var n = targets.Classes.Length;
        var points = new List<ForecastPoint>();
        foreach (var point in curve.Where(p => p.Labels >= Math.Min(n, FewestOfPart)))
        {
            if (point.Labels >= n || point.Labels > MostOfPart)
            {
                points.Add(point);
                continue;
            }

            var errors = Enumerable.Range(0, PartDraws).Select(draw => Part(contender.Pairs, point.Labels, draw)).Where(p => p.Targets.Shares.Length > 1)
                .Select(p => Contender.Of(contender.Pairs, contender.Candidate, p.Features, p.Targets, dim, options.Seed).Score.Error).ToList();
            if (errors.Count < 2) continue;
            var mean = errors.Average();
            var spread = Statistics.StudentT(errors.Count - 1) * Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (errors.Count - 1) / errors.Count);
            points.Add(new ForecastPoint(point.Labels, mean, new Interval(Math.Max(0, mean - spread), mean + spread)));
        }

        return ForecastCurve.Tempered(curve, points, n);
    }

    private (LabelledFeatures Features, LabelTargets Targets) Part(int pairs, int count, int draw)
    {
        if (_parts.TryGetValue((pairs, count, draw), out var part)) return part;
        var order = Enumerable.Range(0, targets.Classes.Length).ToArray();
        new Random(unchecked((int)options.Seed) + (1000 * count) + draw).Shuffle(order);
        var rows = order[..count];
        return _parts[(pairs, count, draw)] = (features[pairs].Rows(rows), new LabelTargets([.. rows.Select(r => targets.Classes[r])]));
    }
}
