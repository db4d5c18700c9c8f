using System.Runtime.InteropServices;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors.Tests.Engine;

/// <summary>The C# side of what native/engine/engine.h asserts on its own.</summary>
public sealed unsafe class AbiTests
{
    [Fact]
    public void A_value_has_the_size_and_offsets_of_the_header()
    {
        Assert.Equal(16, sizeof(Value));
        Assert.Equal(0, Offset<Value>(nameof(Value.Kind)));
        Assert.Equal(4, Offset<Value>(nameof(Value.Count)));
        Assert.Equal(8, Offset<Value>(nameof(Value.Integer)));
        Assert.Equal(8, Offset<Value>(nameof(Value.Number)));
        Assert.Equal(8, Offset<Value>(nameof(Value.Pointer)));
    }

    [Fact]
    public void A_description_has_the_size_and_offsets_of_the_header()
    {
        Assert.Equal(48, sizeof(Description));
        string[] names = ["Data", "Sizes", "Strides", "Dims", "ElementType", "DeviceType", "DeviceIndex", "Flags", "Reserved"];
        Assert.Equal([0, 8, 16, 24, 28, 32, 36, 40, 44], names.Select(Offset<Description>));
    }

    [Fact]
    public void A_description_reads_what_the_engine_wrote()
    {
        using var scope = new TensorScope();
        var d = Tensor.Zeros([2, 3, 4], ElementType.Int64).Transpose(0, 2).Describe();
        Assert.Equal([4, 3, 2], new Span<long>(d.Sizes, d.Dims).ToArray());
        Assert.Equal([1, 4, 12], new Span<long>(d.Strides, d.Dims).ToArray());
        Assert.Equal((4, 0, -1), (d.ElementType, d.DeviceType, d.DeviceIndex));
        Assert.Equal((false, false, true, false), (d.RequiresGradient, d.IsContiguous, d.IsLeaf, d.IsChannelsLast));
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
