using System.Runtime.ExceptionServices;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments;

/// <summary>Runs trainings that do not depend on each other side by side, each on one thread of the engine: several threads make a step of a small network hardly faster.</summary>
/// <remarks>Results do not depend on how many run at a time, hence not on <c>--threads</c>.</remarks>
internal static class SideBySide
{
    /// <summary>Results of all jobs, in their order. After a failure none is begun any more, and the first one is thrown.</summary>
    /// <param name="jobs">Called from as many threads as the engine has; each may use tensors of its own.</param>
    internal static IReadOnlyList<T> Run<T>(IReadOnlyList<Func<T>> jobs)
    {
        var (results, next, threads) = (new T[jobs.Count], -1, Runtime.Threads);
        ExceptionDispatchInfo? failure = null;
        void Work()
        {
            Runtime.Threads = 1;
            for (var job = Interlocked.Increment(ref next); job < jobs.Count && failure is null; job = Interlocked.Increment(ref next))
            {
                try
                {
                    using var scope = new TensorScope();
                    results[job] = jobs[job]();
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }

        Thread[] workers = [.. Enumerable.Range(0, Math.Min(threads, jobs.Count)).Select(i => new Thread(Work) { IsBackground = true, Name = $"job {i}" })];
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        Runtime.Threads = threads;
        failure?.Throw();
        return results;
    }
}
