namespace Semblance.Insight.Experiments;

/// <summary>What an experiment may use.</summary>
internal sealed class ExperimentContext(ReproduceOptions options, Action<string> progress, CancellationToken cancellation)
{
    private readonly Lock _telling = new();

    internal ReproduceOptions Options => options;

    internal bool IsQuick => options.IsQuick;

    internal long Seed => options.Seed;

    internal CancellationToken Cancellation => cancellation;

    /// <summary>One of two sizes.</summary>
    internal T Size<T>(T quick, T full) => IsQuick ? quick : full;

    /// <summary>Tells what is being done, and stops here when that is wanted. From any thread.</summary>
    internal void Step(string what)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_telling) progress(what);
    }
}
