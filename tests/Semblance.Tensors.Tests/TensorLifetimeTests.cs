using Semblance.Testing;

namespace Semblance.Tensors.Tests;

public sealed class TensorLifetimeTests
{
    [Fact]
    public void Disposing_twice_counts_once()
    {
        var before = Tensor.LiveCount;
        var x = Tensor.Zeros([2]);
        x.Dispose();
        x.Dispose();
        Assert.Equal(before, Tensor.LiveCount);
        Assert.Equal("disposed tensor", x.ToString());
    }

    [Fact]
    public void Every_use_after_dispose_is_refused()
    {
        using var scope = new TensorScope();
        var alive = Tensor.Zeros([2]);
        alive.RequiresGradient = true;
        var x = Tensor.Zeros([2]);
        x.Dispose();
        Action[] uses =
        [
            () => _ = x + 1, () => _ = x.Shape, () => _ = x.Rank, () => _ = x.Count, () => _ = x.Device, () => _ = x.RequiresGradient,
            () => x.RequiresGradient = true, () => _ = x.Gradient, () => x.Gradient = null, () => alive.Gradient = x, () => Gradients.Backward(x),
            () => Gradients.Of(x, [alive]), () => Gradients.Of(alive.Sum(), [x]), () => Gradients.Of(alive + 1, [alive], x), () => x.ToArray<float>(),
            () => x.Item(), () => x.Fill<float>([1, 2]), () => Tensor.Stack([alive, x]),
        ];
        Assert.All(uses, use => Assert.Equal(typeof(Tensor).FullName, Assert.Throws<ObjectDisposedException>(use).ObjectName));
    }

    [Fact]
    public void A_generator_is_refused_after_dispose()
    {
        using var scope = new TensorScope();
        var rng = new Rng(1);
        rng.Dispose();
        rng.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Tensor.RandomNormal(rng, [2]));
        Assert.Throws<ObjectDisposedException>(() => rng.GetState());
        Assert.Throws<ObjectDisposedException>(() => rng.SetState([1]));
    }

    [Fact]
    public void A_tensor_disposed_during_a_call_lives_until_the_call_ends()
    {
        for (var round = 0; round < 20; round++)
        {
            var x = Tensor.Ones([300, 300]);
            using var started = new ManualResetEventSlim();
            double sum = 0;
            var worker = new Thread(() =>
            {
                using var scope = new TensorScope();
                started.Set();
                try
                {
                    sum = x.MatMul(x).Sum().Item();
                }
                catch (ObjectDisposedException)
                {
                    sum = 300.0 * 300 * 300;
                }
            });
            worker.Start();
            started.Wait(TestContext.Current.CancellationToken);
            Thread.Sleep(round % 3);
            x.Dispose();
            worker.Join();
            Assert.Equal(300.0 * 300 * 300, sum);
        }
    }

    [Fact]
    public void Intermediates_may_be_disposed_before_the_backward_pass()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([2.0, 3], 2);
        x.RequiresGradient = true;
        var square = x.Square();
        var loss = square.Square().Sum();
        square.Dispose();
        Gradients.Backward(loss);
        Assert.Equal([32.0, 108], x.Gradient!.ToArray<double>());
    }

    [Fact]
    [LeavesTensors]
    public void A_forgotten_tensor_is_freed_by_the_collector()
    {
        Runtime.DropKeptMemory();
        Forget();
        for (var k = 0; k < 20 && Runtime.KeptBytes < 8 << 20; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(Runtime.KeptBytes >= 8 << 20);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget() => _ = Tensor.Zeros([2 << 20]);
    }

    [Fact]
    [LeavesTensors]
    public void Forgotten_large_tensors_do_not_fill_the_memory()
    {
        var before = Environment.WorkingSet;
        for (var k = 0; k < 100; k++) _ = Tensor.Zeros([2 << 20]);

        // All of them take 800 MiB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 500L << 20);
    }
}
