namespace Semblance.Tensors.Tests;

public sealed class TensorScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor x;
        using (new TensorScope()) x = Tensor.Zeros([2]);
        Assert.True(x.Handle.IsClosed);
        Assert.False(TensorScope.IsOpen);
    }

    [Fact]
    public void An_inner_scope_leaves_the_outer_ones_tensors_alone()
    {
        using var outer = new TensorScope();
        var x = Tensor.Zeros([2]);
        Tensor y;
        using (new TensorScope())
        {
            y = x + 1;
            x.AddInPlace(y);
        }

        Assert.True(y.Handle.IsClosed);
        Assert.Equal([1f, 1], x.ToArray<float>());
    }

    [Fact]
    public void A_returned_tensor_goes_one_scope_up()
    {
        Tensor x;
        using (new TensorScope())
        {
            using (var inner = new TensorScope()) x = inner.Return(Tensor.Zeros([2]));
            Assert.False(x.Handle.IsClosed);
        }

        Assert.True(x.Handle.IsClosed);
    }

    [Fact]
    public void A_returned_tensor_of_the_outermost_scope_belongs_to_the_caller()
    {
        Tensor[] both;
        using (var scope = new TensorScope()) both = scope.Return(new[] { Tensor.Zeros([2]), Tensor.Zeros([3]) });
        Assert.All(both, t => Assert.False(t.Handle.IsClosed));
        foreach (var t in both) t.Dispose();
    }

    [Fact]
    public void Returning_a_tensor_from_elsewhere_changes_nothing()
    {
        using var outer = new TensorScope();
        var x = Tensor.Zeros([2]);
        Tensor y;
        using (new TensorScope())
        {
            y = Tensor.Zeros([2]);
            using var inner = new TensorScope();
            inner.Return(x);
            inner.Return(y);
        }

        Assert.False(x.Handle.IsClosed);
        Assert.True(y.Handle.IsClosed);
    }

    [Fact]
    public void A_kept_tensor_outlives_all_scopes()
    {
        Tensor x;
        using (new TensorScope())
        {
            using (new TensorScope()) x = Tensor.Zeros([2]).Keep().Keep();
        }

        Assert.False(x.Handle.IsClosed);
        x.Dispose();
    }

    [Fact]
    public void An_exception_closes_its_scopes()
    {
        Tensor? x = null;
        Assert.Throws<TorchException>(() =>
        {
            using var outer = new TensorScope();
            x = Tensor.Zeros([2]);
            using var inner = new TensorScope();
            x.Reshape(3);
        });
        Assert.True(x!.Handle.IsClosed);
        Assert.False(TensorScope.IsOpen);
    }

    [Fact]
    public void Scopes_disposed_in_the_wrong_order_lose_nothing()
    {
        var outer = new TensorScope();
        var inner = new TensorScope();
        var x = Tensor.Zeros([2]);
        outer.Dispose();
        Assert.True(x.Handle.IsClosed);
        Assert.False(TensorScope.IsOpen);
        var free = Tensor.Zeros([2]);
        inner.Dispose();
        Assert.False(TensorScope.IsOpen);
        Assert.Null(free.Frame);
        free.Dispose();
    }

    [Fact]
    public void Disposing_a_scope_twice_leaves_later_scopes_open()
    {
        var first = new TensorScope();
        first.Dispose();
        using var second = new TensorScope();
        first.Dispose();
        Assert.True(TensorScope.IsOpen);
    }

    [Fact]
    public void A_tensor_disposed_or_kept_on_another_thread_is_left_alone_by_its_scope()
    {
        Tensor kept;
        using (new TensorScope())
        {
            kept = Tensor.Zeros([2]);
            var gone = Tensor.Zeros([2]);
            var other = new Thread(() =>
            {
                gone.Dispose();
                kept.Keep();
            });
            other.Start();
            other.Join();
            _ = Tensor.Zeros([2]);
        }

        Assert.False(kept.Handle.IsClosed);
        kept.Dispose();
    }

    [Fact]
    public void A_scope_of_another_thread_does_not_catch_our_tensors()
    {
        using var scope = new TensorScope();
        Tensor? made = null;
        var other = new Thread(() => made = Tensor.Zeros([2]));
        other.Start();
        other.Join();
        Assert.Null(made!.Frame);
        made.Dispose();
    }

    [Fact]
    public void A_default_scope_does_nothing()
    {
        default(TensorScope).Dispose();
        using var x = default(TensorScope).Return(Tensor.Zeros([1]));
        Assert.False(x.Handle.IsClosed);
    }
}
