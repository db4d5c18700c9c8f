using System.Runtime.ExceptionServices;

namespace Semblance.Tensors;

/// <summary>Runs jobs that do not depend on each other side by side, each on one thread of the engine: several threads make small operators hardly faster, and wait for each other after every one.</summary>
/// <remarks>Results do not depend on how many run at a time, hence not on <see cref="Runtime.Threads"/>.</remarks>
public static class SideBySide
{
    /// <summary>Results of all jobs, in their order. After a failure none is begun any more, and the first one is thrown.</summary>
    /// <param name="jobs">Called from as many threads as the engine has; each may use tensors of its own.</param>
    public static IReadOnlyList<T> Run<T>(IReadOnlyList<Func<T>> jobs)
    {
        var results = new T[jobs.Count];
        Run(jobs.Count, job => results[job] = jobs[job]());
        return results;
    }

    /// <summary>Calls a job with the numbers 0 .. count - 1; else as above.</summary>
    /// <param name="count">Jobs.</param>
    /// <param name="job">Called from as many threads as the engine has, in a scope of its own.</param>
    public static void Run(int count, Action<int> job)
    {
        var (next, threads) = (-1, Runtime.Threads);
        ExceptionDispatchInfo? failure = null;
        void Work()
        {
            Runtime.Threads = 1;
            for (var k = Interlocked.Increment(ref next); k < count && failure is null; k = Interlocked.Increment(ref next))
            {
                try
                {
                    using var scope = new TensorScope();
                    job(k);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }

        Thread[] workers = [.. Enumerable.Range(0, Math.Min(threads, count)).Select(i => new Thread(Work) { IsBackground = true, Name = $"job {i}" })];
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        Runtime.Threads = threads;
        failure?.Throw();
    }
}
