using Semblance.Files;
using Semblance.Testing;

namespace Semblance.Tensors.Tests;

/// <summary>Golden numbers are PyTorch's own, written by tests/golden/tensors.py with one thread.</summary>
public sealed class RngTests
{
    [Fact]
    public void Numbers_equal_PyTorchs_bit_by_bit()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(7);
        var threads = Runtime.Threads;
        Runtime.Threads = 1;
        try
        {
            Same<float>("normal-few", Tensor.RandomNormal(rng, [5]));
            Same<float>("normal-many", Tensor.RandomNormal(rng, [6, 40]));
            Same<float>("uniform", Tensor.RandomUniform(rng, [33]));
            Same<long>("permutation", Tensor.RandomPermutation(rng, 50));
            Same<double>("normal-double", Tensor.RandomNormal(rng, [19], ElementType.Float64));
            Same<float>("uniform-between", Tensor.Empty([21]).UniformInPlace(rng, -2, 3));
            Same<float>("normal-scaled", Tensor.Empty([17]).NormalInPlace(rng, 1, 0.5));
        }
        finally
        {
            Runtime.Threads = threads;
        }
    }

    [Fact]
    public void A_negative_seed_is_as_in_PyTorch()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(-1);
        Same<float>("last", Tensor.RandomUniform(rng, [1]));
    }

    [Fact]
    public void A_restored_state_continues_where_it_was_taken()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        _ = Tensor.RandomNormal(rng, [3]);
        var state = rng.GetState();
        var expected = Tensor.RandomNormal(rng, [7]).ToArray<float>();
        using var other = new Rng(99);
        other.SetState(state);
        Assert.Equal(expected, Tensor.RandomNormal(other, [7]).ToArray<float>());
        Assert.Throws<TorchException>(() => other.SetState([1, 2, 3]));
        Assert.Equal(Device.Cpu, rng.Device);
    }

    [Fact]
    public void Two_generators_do_not_disturb_each_other()
    {
        using var scope = new TensorScope();
        using var a = new Rng(5);
        using var b = new Rng(5);
        using var c = new Rng(6);
        var expected = Tensor.RandomUniform(a, [4]).ToArray<float>();
        _ = Tensor.RandomUniform(c, [100]);
        Assert.Equal(expected, Tensor.RandomUniform(b, [4]).ToArray<float>());
    }

    [Fact]
    public void A_generator_on_a_missing_device_is_refused()
    {
        if (Runtime.CudaDevices == 0) Assert.Throws<TorchException>(() => new Rng(1, new Device(DeviceType.Cuda, 0)));
    }

    private static void Same<T>(string name, Tensor actual)
        where T : unmanaged
    {
        var golden = Npy.Read(Repository.Golden("tensors", $"random-{name}.npy"));
        Assert.Equal(golden.Shape, actual.Shape);
        Assert.Equal((T[])golden.Data, actual.ToArray<T>());
    }
}
