namespace Semblance.Insight.Experiments;

/// <summary>One figure, table or theorem of a paper, done again with the product's own code.</summary>
public abstract class Experiment
{
    /// <summary>A short name within its paper: <c>E3</c>.</summary>
    public abstract string Id { get; }

    /// <summary>What it is about, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>The figure, table or theorem it stands for.</summary>
    public abstract string Source { get; }

    /// <summary>What it shows, in one sentence.</summary>
    public abstract string Shows { get; }

    /// <summary>Does it; tensors it makes are freed by the caller.</summary>
    internal abstract void Run(ExperimentContext context, Findings findings);
}
