namespace Semblance.Tensors.Tests.Engine;

public sealed class ArgumentTests
{
    [Fact]
    public void Every_kind_of_argument_arrives()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        var x = Tensor.From([1.0, 2, 3, 4, 5, 6], 2, 3);
        Equal([1, 2, 3, 4, 5, 6], Operator.Named("clone").Call(x));
        Equal([3, 6], Operator.Named("select.int").Call(x, 1, 2));
        Equal([1.5, 2.5, 3.5, 4.5, 5.5, 6.5], Operator.Named("add.Scalar").Call(x, 0.5));
        Equal([9], Operator.Named("sum.dim_IntList").Call(x, new long[] { 1 }, false).Select(0, 0) + 3);
        Equal([0, 0, 1, 1, 1, 2], Operator.Named("div.Tensor_mode").Call(x, Tensor.Full([1], 3, ElementType.Float64), "floor") * 1.0);
        Equal([1, 2, 3, 1, 2, 3], Operator.Named("cat").Call(new[] { x.Narrow(0, 0, 1), x.Narrow(0, 0, 1) }));
        Equal([3, 4], Operator.Named("index.Tensor").Call(x, new Tensor?[] { null, Tensor.From([2L], 1) }).Reshape(2) - Tensor.From([0.0, 2], 2));
        Equal([7, 7], Operator.Named("full").Call(new long[] { 2 }, 7, ElementType.Float64, Argument.None, Device.Cpu));
        Assert.Equal(3, Operator.Named("randperm.generator").Call(3, rng).Count);
        double? nothing = null;
        Assert.Equal(new long[] { 1, 1, 4, 4 }, Operator.Named("upsample_nearest2d.vec").Call(Tensor.Zeros([1, 1, 2, 2]), Argument.None, new[] { 2.0, 2.0 }).Shape);
        Equal([1, 2, 3, 4, 5, 6], Operator.Named("nan_to_num").Call(x, nothing));
    }

    [Fact]
    public void A_list_of_switches_arrives()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([1, 1, 3, 3]);
        var weight = Tensor.Ones([1, 1, 3, 3]);
        var one = new long[] { 1, 1 };
        var results = Operator.Named("convolution_backward").CallMany(
            Tensor.Ones([1, 1, 1, 1]), x, weight, Argument.None, one, new long[] { 0, 0 }, one, false, new long[] { 0, 0 }, 1, new[] { false, true, false });
        Equal(Enumerable.Repeat(1.0, 9), Assert.Single(results));
    }

    [Fact]
    public void An_integer_stands_for_a_number_and_for_a_list_of_fixed_length()
    {
        using var scope = new TensorScope();
        Equal([2, 2], Operator.Named("full").Call(new long[] { 2 }, 2) * 1.0);
        Assert.Equal(new long[] { 1, 1, 2, 2 }, Operator.Named("avg_pool2d").Call(Tensor.Zeros([1, 1, 4, 4]), 2).Shape);
    }

    [Fact]
    public void More_text_and_lists_than_the_scratch_memory_holds_arrive()
    {
        using var scope = new TensorScope();
        var many = Enumerable.Range(0, 5000).Select(k => Tensor.Full([1], k)).ToArray();
        Assert.Equal(4999, Tensor.Cat(many).Max().Item());
    }

    [Theory]
    [InlineData("aten::add(float32 [2]): argument 'other' is missing", "add.Tensor", 1)]
    [InlineData("aten::neg(float32 [2], float32 [2]): takes at most 1 arguments, given 2", "neg", 2)]
    public void A_wrong_number_of_arguments_is_named(string message, string name, int count)
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2]);
        var e = Assert.Throws<TorchException>(() => Operator.Named(name).Call([.. Enumerable.Repeat((Argument)x, count)]));
        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void A_wrong_kind_of_argument_is_named()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2]);
        Refused("aten::neg(none): argument 'self' is Tensor, given none", "neg", Argument.None);
        Refused("aten::neg(3): argument 'self' is Tensor, given int", "neg", 3);
        Refused("aten::unsqueeze(float32 [2], 1.5): argument 'dim' is int, given double", "unsqueeze", x, 1.5);
        Refused("aten::sum(float32 [2], [0], 1): argument 'keepdim' is bool, given int", "sum.dim_IntList", x, new long[] { 0 }, 1);
        Refused("aten::reshape(float32 [2], 'two'): argument 'shape' is int[], given string", "reshape", x, "two");
        Refused("aten::reshape(float32 [2], [True]): argument 'shape' is int[], given bool[]", "reshape", x, new[] { true });
        Refused("aten::cat(float32 [2], 0): argument 'tensors' is Tensor[], given tensor", "cat", x, 0);
        Refused("aten::to(float32 [2], cuda:3, [0.5]): argument 'dtype' is int, given double[]", "to.device", x, new Device(DeviceType.Cuda, 3), new[] { 0.5 });
    }

    [Fact]
    public void A_list_without_a_needed_tensor_is_refused()
    {
        using var scope = new TensorScope();
        Refused("aten::cat({float32 [2], none}): argument 'tensors' is Tensor[], its element 1 is none", "cat", new Tensor?[] { Tensor.Zeros([2]), null });
    }

    [Fact]
    public void A_failing_argument_leaves_nothing_held()
    {
        using var scope = new TensorScope();
        var held = Tensor.Zeros([2]);
        var gone = Tensor.Zeros([2]);
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => held + gone);
        Assert.Throws<ObjectDisposedException>(() => Tensor.Cat([held, gone]));
        held.Dispose();
        Assert.True(held.Handle.IsClosed);
        Runtime.DropKeptMemory();
        var large = Tensor.Zeros([1 << 20]);
        Assert.Throws<ObjectDisposedException>(() => large + gone);
        large.Dispose();
        Assert.True(Runtime.KeptBytes >= 4 << 20, "the tensor's memory did not come back: something still holds it");
    }

    private static void Refused(string message, string name, params Argument[] arguments) =>
        Assert.Equal(message, Assert.Throws<TorchException>(() => Operator.Named(name).Call(arguments)).Message);

    private static void Equal(IEnumerable<double> expected, Tensor actual) => Assert.Equal(expected, actual.To(ElementType.Float64).ToArray<double>());
}
