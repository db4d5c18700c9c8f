namespace Semblance.Insight.Benchmarks;

/// <summary>One thing that is measured.</summary>
public abstract class Benchmark
{
    /// <summary>The word used on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>views, losses, evaluation, training, start or scaling.</summary>
    public abstract string Group { get; }

    /// <summary>What is measured, in one line.</summary>
    public abstract string What { get; }

    /// <summary>Measures.</summary>
    internal abstract IEnumerable<BenchmarkFigure> Run(BenchmarkContext context);
}
