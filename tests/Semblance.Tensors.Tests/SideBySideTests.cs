
namespace Semblance.Tensors.Tests;

public sealed class SideBySideTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_jobs_each_from_one_thread_of_the_engine()
    {
        var before = Runtime.Threads;
        var jobs = Enumerable.Range(0, 9).Select(i => (Func<(int Job, int Threads, double Sum)>)(() =>
        {
            Thread.Sleep((9 - i) % 4);
            return (i, Runtime.Threads, Tensor.Full([50, 50], i).Sum().Item());
        }));
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (i, 1, 2500.0 * i)), SideBySide.Run([.. jobs]));
        Assert.Equal(before, Runtime.Threads);
    }

    [Fact]
    public void After_a_failure_no_other_job_is_begun_and_the_failure_is_thrown()
    {
        var (before, begun) = (Runtime.Threads, 0);
        var jobs = Enumerable.Range(0, 400).Select(i => (Func<int>)(() =>
        {
            Interlocked.Increment(ref begun);
            Thread.Sleep(5);
            return i == 1 ? throw new InvalidOperationException("the second") : i;
        }));
        Assert.Equal("the second", Assert.Throws<InvalidOperationException>(() => SideBySide.Run([.. jobs])).Message);
        Assert.True(begun < 400, "all jobs were begun");
        Assert.Equal(before, Runtime.Threads);
    }
}
