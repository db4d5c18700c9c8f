namespace Semblance.Tensors.Tests.Engine;

public sealed class OperatorTests
{
    [Fact]
    public void One_name_is_one_operator() => Assert.Same(Operator.Named("add.Tensor"), Operator.Named("add.Tensor"));

    [Fact]
    public void A_schema_is_readable() =>
        Assert.Equal("aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor", Operator.Named("aten::add.Tensor").Schema);

    [Fact]
    public void An_unknown_operator_is_named()
    {
        var e = Assert.Throws<TorchException>(() => Operator.Named("ad.Tensor").Call(1));
        Assert.Equal("operator aten::ad: no operator aten::ad.Tensor in this libtorch", e.Message);
    }

    [Fact]
    public void Results_nobody_asked_for_are_freed()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([1 << 20]);
        Runtime.DropKeptMemory();
        Operator.Named("sort").Call(x).Dispose();
        Assert.True(Runtime.KeptBytes >= 12 << 20, $"values and indices take 12 MiB, {Runtime.KeptBytes} bytes came back");
        Runtime.DropKeptMemory();
        Assert.Throws<InvalidOperationException>(() => Operator.Named("sort").CallNumber(x));
        Assert.True(Runtime.KeptBytes >= 12 << 20);
        Runtime.DropKeptMemory();
        Operator.Named("sort").Run(x);
        Assert.True(Runtime.KeptBytes >= 12 << 20);
    }

    [Fact]
    public void Numbers_of_all_kinds_come_back()
    {
        using var scope = new TensorScope();
        var x = Tensor.From([1.5], 1);
        Assert.Equal(1.5, Operator.Named("item").CallNumber(x));
        Assert.Equal(1, Operator.Named("equal").CallNumber(x, x));
        Assert.Equal(3, Operator.Named("size.int").CallNumber(Tensor.Zeros([2, 3]), 1));
    }

    [Fact]
    public void An_in_place_operator_gives_back_its_argument()
    {
        using var scope = new TensorScope();
        var x = Tensor.Zeros([2, 2]);
        var live = Tensor.LiveCount;
        Assert.Same(x, x.AddInPlace(Tensor.Scalar(3)));
        Assert.Same(x, x.Contiguous());
        Assert.Same(x, x.To(ElementType.Float32));
        Assert.Equal(live + 1, Tensor.LiveCount);
        var view = x.Select(0, 1);
        Assert.Same(view, view.ZeroInPlace());
        Assert.Equal([3f, 3, 0, 0], x.ToArray<float>());
    }

    [Fact]
    public void An_out_argument_and_a_list_element_come_back_as_themselves()
    {
        using var scope = new TensorScope();
        var x = Tensor.Ones([2]);
        var into = Tensor.Zeros([2]);
        Assert.Same(into, Operator.Named("add.out").Call(x, x, 1, into));
        Assert.Equal([2f, 2], into.ToArray<float>());
        var matrix = Tensor.Eye(2);
        var values = Tensor.Zeros([2]);
        var vectors = Tensor.Zeros([2, 2]);
        var both = Operator.Named("linalg_eigh.eigvals").CallMany(matrix, "L", values, vectors);
        Assert.Same(values, both[0]);
        Assert.Same(vectors, both[1]);
        var list = new[] { Tensor.Ones([1]), Tensor.Ones([2]) };
        Assert.Same(list[0], Operator.Named("atleast_1d.Sequence").CallMany((Argument)list)[0]);
    }

    [Theory]
    [InlineData(TorchErrorKind.Index, "select.int")]
    [InlineData(TorchErrorKind.LinearAlgebra, "linalg_cholesky")]
    [InlineData(TorchErrorKind.OutOfMemory, "zeros")]
    [InlineData(TorchErrorKind.NotImplemented, "_fused_dropout")]
    [InlineData(TorchErrorKind.Error, "mm")]
    public void Failures_have_a_kind(TorchErrorKind kind, string name)
    {
        using var scope = new TensorScope();
        var x = -Tensor.Eye(2);
        Argument[] arguments = name switch
        {
            "select.int" => [x, 0, 5],
            "zeros" => [new long[] { 1L << 52 }],
            "_fused_dropout" => [x, 0.5],
            "mm" => [x, Tensor.Zeros([3, 3])],
            _ => [x],
        };
        var e = Assert.Throws<TorchException>(() => Operator.Named(name).Call(arguments));
        Assert.Equal(kind, e.Kind);
        Assert.DoesNotContain("Exception raised from", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_out_of_memory_says_how_much_was_asked_for()
    {
        var e = Assert.Throws<TorchException>(() => Tensor.Zeros([1L << 52]));
        Assert.Contains($"{1L << 54} bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_thread_reads_its_own_error()
    {
        var texts = new string[4];
        var threads = Enumerable.Range(0, texts.Length).Select(k => new Thread(() =>
        {
            using var scope = new TensorScope();
            var x = Tensor.Zeros([k + 2]);
            for (var n = 0; n < 200; n++) texts[k] = Assert.Throws<TorchException>(() => x.Reshape(1000 + k)).Message;
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.All(texts.Index(), t => Assert.EndsWith($"shape '[{1000 + t.Index}]' is invalid for input of size {t.Index + 2}", t.Item, StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_million_calls_leave_memory_flat()
    {
        using var outer = new TensorScope();
        var x = Tensor.Ones([4]);
        var y = Tensor.Ones([4]);
        void Calls(int count)
        {
            for (var k = 0; k < count / 100; k++)
            {
                using var scope = new TensorScope();
                for (var n = 0; n < 50; n++) _ = x + y;
                for (var n = 0; n < 50; n++) x.AddInPlace(y, 0);
            }

            // So that the collector's own part is the same at each reading.
            GC.Collect();
        }

        // A leak grows in every part, what settles once does not: 100 bytes a call would be 14 MiB in each.
        Calls(100_000);
        var growth = new List<long>();
        for (var part = 0; part < 4; part++)
        {
            var before = Environment.WorkingSet;
            Calls(150_000);
            growth.Add(Environment.WorkingSet - before);
        }

        Assert.InRange(growth.Min(), long.MinValue, 1 << 20);
    }
}
