namespace Semblance.Insight.Advice;

/// <summary>Advice on method, invariance, dimension and batch, with what it rests on.</summary>
public sealed record AdviceReport
{
    /// <summary>Each kind of pairs that was compared.</summary>
    public required IReadOnlyList<PairQuantities> Pairs { get; init; }

    /// <summary>All candidates on all pairs, best first; without labels the cautious default first.</summary>
    public required IReadOnlyList<RankedCandidate> Ranking { get; init; }

    /// <summary>The best of the ranking that is trained without labels.</summary>
    public required RankedCandidate Advised { get; init; }

    /// <summary>Name of the pairs of <see cref="Advised"/>, as quantities.</summary>
    public required PairQuantities AdvisedPairs { get; init; }

    /// <summary>Size of the embedding that candidates were compared at.</summary>
    public required int Dim { get; init; }

    /// <summary>Size of the embedding that is advised.</summary>
    public required int AdvisedDim { get; init; }

    /// <summary>Batch that is advised: the one asked for, or a larger one where VICReg's error falls by more than 1% with it.</summary>
    public required int AdvisedBatch { get; init; }

    /// <summary>The sensible range of invariance over variance: not told apart from the best within the labels; without labels what keeps full rank.</summary>
    public required (double Low, double High) InvarianceRange { get; init; }

    /// <summary>Errors by dimension; empty without labels.</summary>
    public IReadOnlyList<Setting> Dimensions { get; init; } = [];

    /// <summary>Errors by batch size; empty without labels.</summary>
    public IReadOnlyList<Setting> Batches { get; init; } = [];

    /// <summary>Errors by invariance; empty without labels.</summary>
    public IReadOnlyList<Setting> Invariances { get; init; } = [];

    /// <summary>Labelled rows that were used; 0 without labels.</summary>
    public required int Labels { get; init; }

    /// <summary>Classes among them.</summary>
    public required int Classes { get; init; }

    /// <summary>Labelled rows that the forecast was checked on; 0 when it was not.</summary>
    public int Checked { get; init; }

    /// <summary>The verdict, sentence by sentence, most important first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The verdict as one paragraph.</summary>
    public string Verdict => string.Join(" ", Findings.Select(f => f.Text));
}
