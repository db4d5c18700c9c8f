namespace Semblance.Insight.Advice;

/// <summary>What makes the directions of a candidate.</summary>
internal enum CandidateKind
{
    /// <summary>A filter on the canonical directions of the pairs.</summary>
    Filter,

    /// <summary>Principal directions of the features; pairs play no part.</summary>
    Principal,

    /// <summary>Class means of the labelled rows.</summary>
    Supervised,
}
