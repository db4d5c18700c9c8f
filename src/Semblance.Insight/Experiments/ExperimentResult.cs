namespace Semblance.Insight.Experiments;

/// <summary>What came of one experiment.</summary>
public sealed class ExperimentResult
{
    private readonly Findings _findings;

    internal ExperimentResult(Experiment experiment, Findings findings, double seconds) => (Experiment, _findings, Seconds) = (experiment, findings, seconds);

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>Its claims.</summary>
    public IReadOnlyList<Claim> Claims => _findings.Claims;

    /// <summary>What a reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _findings.Notes;

    /// <summary>What was left out and why; null when nothing was.</summary>
    public string? Skipped => _findings.Skipped;

    /// <summary>Time it took, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>True when no claim failed.</summary>
    public bool Passes => Claims.All(c => c.Passes);

    internal IReadOnlyList<Exhibit> Exhibits => _findings.Exhibits;
}
