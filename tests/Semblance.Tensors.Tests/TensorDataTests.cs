using Semblance.Errors;

namespace Semblance.Tensors.Tests;

public sealed class TensorDataTests
{
    [Fact]
    public void All_element_types_go_in_and_out()
    {
        using var scope = new TensorScope();
        Assert.Equal([1.5f, -2], Tensor.From([1.5f, -2], 2).ToArray<float>());
        Assert.Equal([1e300, -2], Tensor.From([1e300, -2], 2).ToArray<double>());
        Assert.Equal([long.MinValue, long.MaxValue], Tensor.From([long.MinValue, long.MaxValue], 2).ToArray<long>());
        Assert.Equal([0, 255], Tensor.From(new byte[] { 0, 255 }, 2).ToArray<byte>());
        Assert.Equal([true, false], Tensor.From([true, false], 2).ToArray<bool>());
        Assert.Throws<NotSupportedException>(() => Tensor.From([1, 2], 2));
        Assert.Throws<ArgumentException>(() => Tensor.From([1f, 2], 3));
        Assert.Throws<ArgumentException>(() => Tensor.Zeros([2]).ToArray<double>());
    }

    [Theory]
    [InlineData(ElementType.Float16, 1.5)]
    [InlineData(ElementType.BFloat16, 1.5)]
    [InlineData(ElementType.Float32, 1.5)]
    [InlineData(ElementType.Float64, 1.5)]
    [InlineData(ElementType.Int64, 1)]
    [InlineData(ElementType.Int32, 1)]
    [InlineData(ElementType.Int16, 1)]
    [InlineData(ElementType.Int8, 1)]
    [InlineData(ElementType.UInt8, 1)]
    [InlineData(ElementType.Bool, 1)]
    public void A_number_survives_a_cast_as_far_as_the_type_allows(ElementType type, double expected)
    {
        using var scope = new TensorScope();
        var x = Tensor.Scalar(1.5, ElementType.Float64).To(type);
        Assert.Equal(type, x.ElementType);
        Assert.Equal(expected, x.Item());
        Assert.Equal(Tensor.SizeOf(type), x.Bytes().Length);
    }

    [Fact]
    public void An_item_comes_from_any_tensor_of_one_element_and_from_no_other()
    {
        using var scope = new TensorScope();
        var x = Tensor.Full([1, 1, 1], 2.5);
        x.RequiresGradient = true;
        Assert.Equal(2.5, x.Item());
        Assert.Equal("aten::item(float32 [2]): a Tensor with 2 elements cannot be converted to Scalar", Assert.Throws<TorchException>(() => Tensor.Zeros([2]).Item()).Message);
    }

    [Fact]
    public void Channels_last_lies_as_it_should_and_reads_back_in_order()
    {
        using var scope = new TensorScope();
        float[] pixels = [.. Enumerable.Range(0, 2 * 3 * 2 * 2).Select(k => (float)k)];
        var x = Tensor.FromChannelsLast(pixels, 2, 3, 2, 2);
        Assert.Equal([2, 3, 2, 2], x.Shape);
        Assert.True(x.IsChannelsLast);
        Assert.False(x.IsContiguous);
        Assert.Equal(pixels, x.Elements<float>().ToArray());
        Assert.Equal([14f, 17, 20, 23], x.Select(0, 1).Select(0, 2).ToArray<float>());
        Assert.Equal(x.Contiguous().Elements<float>().ToArray(), x.ToArray<float>());
        var y = x.Contiguous().ChannelsLast();
        Assert.Equal(pixels, y.Elements<float>().ToArray());
        y.Fill<float>([.. pixels.Select(p => -p)]);
        Assert.Equal(-14, y.Select(0, 1).Select(0, 2).ToArray<float>()[0]);
        Assert.Throws<TorchException>(() => Tensor.Zeros([2, 2]).ChannelsLast());
    }

    [Fact]
    public void A_convolution_of_channels_last_stays_so_and_agrees()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(2);
        var x = Tensor.RandomNormal(rng, [2, 8, 6, 6]);
        var w = Tensor.RandomNormal(rng, [8, 8, 3, 3]);
        var convolve = Operator.Named("conv2d");
        var plain = convolve.Call(x, w, Argument.None, 1, 1);
        var last = convolve.Call(x.ChannelsLast(), w.ChannelsLast(), Argument.None, 1, 1);
        Assert.True(last.IsChannelsLast);
        Assert.Equal(0, (plain - last).Abs().Max().Item(), 1e-4);
    }

    [Fact]
    public void Elements_with_gaps_are_not_given_out()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([4, 4]).Narrow(1, 0, 2);
        Assert.Contains("gaps", Assert.Throws<ArgumentException>(() => x.Elements<float>().ToArray()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => x.Bytes().ToArray());
        Assert.Throws<ArgumentException>(() => Tensor.Zeros([2]).Fill<float>([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Zeros([2]).Bytes(4, 8).ToArray());
    }

    [Fact]
    public void An_empty_tensor_is_fine()
    {
        using var scope = new TensorScope();
        var x = Tensor.From(Array.Empty<float>(), 0, 3);
        Assert.Equal(0, x.Count);
        Assert.Equal([], (x + 1).ToArray<float>());
    }

    [Fact]
    public void Properties_say_what_the_tensor_is()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2, 3, 4], ElementType.Float64);
        Assert.Equal(("float64 [2, 3, 4]", 3, 24L, 192L, 4L, 2L), (x.ToString(), x.Rank, x.Count, x.ByteCount, x.Size(-1), x.Size(0)));
        Assert.Equal((true, false, Device.Cpu), (x.IsContiguous, x.IsChannelsLast, x.Device));
        Assert.Equal("float32 []", Tensor.Scalar(1).ToString());
        Assert.True(x.AllFinite());
        Assert.False((Tensor.Ones([2]) / Tensor.Zeros([2])).AllFinite());
    }

    [Fact]
    public void Whole_numbers_leave_integers_whole()
    {
        using var scope = new TensorScope();
        var labels = Tensor.Arange(3);
        Assert.Equal([2L, 4, 6], (2 * (labels + 1)).ToArray<long>());
        Assert.Equal([9L, 8, 7], (9 - labels).ToArray<long>());
        Assert.Equal(ElementType.Float32, (labels + 0.5).ElementType);
    }

    [Fact]
    public void Devices_are_read_compared_and_refused()
    {
        Assert.Equal(Device.Cpu, Device.Parse("cpu"));
        Assert.Equal(Device.Cpu, default);
        Assert.Equal(Device.Cpu, new Device(DeviceType.Cpu, 0));
        Assert.NotEqual(new Device(DeviceType.Cuda, 0), new Device(DeviceType.Cuda, 1));
        Assert.Equal(["cpu", "cuda", "cuda:1"], new[] { Device.Cpu, new(DeviceType.Cuda), new(DeviceType.Cuda, 1) }.Select(d => d.ToString()));
        foreach (var text in new[] { "gpu", "cuda:", "cuda:x", "cuda:-1", "CPU", "" })
        {
            Assert.Equal($"unknown device '{text}' - known are cpu, cuda, cuda:N - give one of these to --device", Assert.Throws<RequestException>(() => Device.Parse(text)).Message);
        }

        Assert.Contains("is not there", Assert.Throws<RequestException>(() => Device.Parse("cuda:99")).Message, StringComparison.Ordinal);
    }
}
