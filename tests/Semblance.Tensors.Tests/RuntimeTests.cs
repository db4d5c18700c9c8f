using System.Diagnostics;
using Semblance.Errors;
using Semblance.Testing;

namespace Semblance.Tensors.Tests;

public sealed class RuntimeTests
{
    private const string LibraryFile = "libsemblance_native.so";

    [Fact]
    public void The_engine_describes_itself()
    {
        Assert.StartsWith("libtorch ", Runtime.BuildInfo, StringComparison.Ordinal);
        Assert.True(Runtime.OperatorCount > 2000);
        Assert.NotEqual("", Runtime.BlasCore);
        Assert.True(Runtime.CudaDevices >= 0);
    }

    [Fact]
    public void A_number_of_threads_holds_on_every_thread()
    {
        var before = Runtime.Threads;
        var seen = new List<int>();
        using var ready = new ManualResetEventSlim();
        using var changed = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            seen.Add(Runtime.Threads);
            ready.Set();
            changed.Wait();
            seen.Add(Runtime.Threads);
        });
        other.Start();
        ready.Wait(TestContext.Current.CancellationToken);
        try
        {
            Runtime.Threads = 3;
            changed.Set();
            other.Join();
            Assert.Equal([before, 3], seen);
        }
        finally
        {
            Runtime.Threads = before;
        }

        Assert.Throws<RequestException>(() => Runtime.Threads = 0);
        Assert.Throws<RequestException>(() => Runtime.Threads = 1025);
    }

    [Fact]
    public void Warnings_of_the_engine_arrive_from_every_thread_and_a_failing_receiver_harms_nobody()
    {
        var texts = new List<string>();
        Runtime.OnWarning = text =>
        {
            lock (texts) texts.Add(text);
            using var scope = new TensorScope();
            _ = Tensor.Ones([3]) + Tensor.Ones([3]);
            throw new InvalidOperationException("a receiver that fails");
        };
        try
        {
            Provoke();
            var other = new Thread(Provoke);
            other.Start();
            other.Join();
        }
        finally
        {
            Runtime.OnWarning = null;
        }

        Assert.Equal(2, texts.Count);
        Assert.All(texts, t => Assert.Contains("output with one or more elements was resized", t, StringComparison.Ordinal));

        static void Provoke()
        {
            using var scope = new TensorScope();
            var x = Tensor.Ones([4]);
            var into = Tensor.Zeros([2]);
            Operator.Named("add.out").Call(x, x, 1, into);
            Assert.Equal([2f, 2, 2, 2], into.ToArray<float>());
        }
    }

    [Fact]
    public void Only_deterministic_operators_run_when_asked()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([4]);
        Argument[] arguments = [x, new[] { Tensor.From([0L, 0], 2) }, Tensor.Ones([2])];
        Runtime.SetDeterministic(true);
        try
        {
            Assert.Contains("deterministic", Assert.Throws<TorchException>(() => Operator.Named("put_").Call(x, Tensor.From([0L, 0], 2), Tensor.Ones([2]))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Runtime.SetDeterministic(false);
        }

        Operator.Named("put_").Call(x, Tensor.From([0L, 0], 2), Tensor.Ones([2]));
    }

    [Fact]
    public void Freed_memory_is_kept_for_the_same_sizes_and_given_back_on_request()
    {
        using var scope = new TensorScope();
        Runtime.DropKeptMemory();
        Assert.Equal(0, Runtime.KeptBytes);
        Tensor.Zeros([1 << 20]).Dispose();
        var kept = Runtime.KeptBytes;
        Assert.InRange(kept, 4 << 20, 5 << 20);
        var again = Tensor.Zeros([(1 << 20) - 100]);
        Assert.Equal(0, Runtime.KeptBytes);
        again.Dispose();
        Assert.Equal(kept, Runtime.KeptBytes);
        Runtime.DropKeptMemory();
        Assert.Equal(0, Runtime.KeptBytes);
    }

    [Fact]
    public void The_cause_of_a_failed_load_is_the_line_about_another_library()
    {
        const string Report = "Unable to load shared library 'semblance_native' or one of its dependencies.\n"
            + "libtorch_cpu.so: cannot open shared object file: No such file or directory\n/app/libsemblance_native.so: cannot open shared object file\n";
        Assert.Equal("libtorch_cpu.so: cannot open shared object file: No such file or directory", Runtime.Cause(Report));
        Assert.Equal("Unable to find an entry point", Runtime.Cause("Unable to find an entry point"));
    }

    /// <summary>Runs itself in a copy of the program without the library; there the second half applies.</summary>
    [Fact]
    public void A_missing_library_is_explained()
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, LibraryFile)))
        {
            using var folder = new TemporaryFolder();
            foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(f => !f.EndsWith(".so", StringComparison.Ordinal)))
            {
                File.Copy(file, folder.File(Path.GetFileName(file)));
            }

            var start = new ProcessStartInfo(folder.File("Semblance.Tensors.Tests"), ["-noColor", "-method", $"{typeof(RuntimeTests).FullName}.{nameof(A_missing_library_is_explained)}"]) { RedirectStandardOutput = true };
            using var copy = Process.Start(start)!;
            var output = copy.StandardOutput.ReadToEnd();
            copy.WaitForExit();
            Assert.Contains("Total: 1, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
            return;
        }

        var e = Assert.Throws<RunException>(() => Tensor.Zeros([1]));
        Assert.StartsWith("the native engine cannot be loaded - ", e.Message, StringComparison.Ordinal);
        Assert.Contains("semblance_native", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("`make setup` and then `make build`; `semblance doctor` tells what is missing", e.Message, StringComparison.Ordinal);
    }
}
