using Semblance.Errors;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests;

public sealed class MethodsTests
{
    [Fact]
    public void All_methods_have_the_names_of_the_command_line() => Assert.Equal(
        ["simclr", "supcon", "joint", "spectral", "vicreg", "barlow-twins", "byol", "simsiam", "moco", "vae", "beta-vae", "cr-vae", "simvae", "supervised", "random"],
        Methods.All.Select(m => m.Name));

    [Fact]
    public void A_mistyped_name_is_named_with_a_suggestion()
    {
        var e = Assert.Throws<RequestException>(() => Methods.Named("simclrr"));
        Assert.Equal(
            "unknown method 'simclrr' - known are simclr, supcon, joint, spectral, vicreg, barlow-twins, byol, simsiam, moco, vae, beta-vae, cr-vae, simvae, supervised, random - did you mean 'simclr'? `semblance methods` lists them",
            e.Message);
    }

    public static TheoryData<string> Names => [.. Methods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_head_can_be_made(string name)
    {
        using var rng = new Rng(1);

        // The head's own reader rejects words it does not know; a narrow input keeps the weights few.
        using var head = Networks.Heads.Heads.Create(Methods.Named(name).Head.Replace("8192x8192", "64x64", StringComparison.Ordinal), 4, rng);
        Assert.True(head.OutputDim >= 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_trains_in_float32_with_parts_and_leaves_nothing_behind(string name)
    {
        using var rng = new Rng(1);
        using var scope = new TensorScope();
        using var objective = Methods.Create(name, [], new ObjectiveContext(6, 3, rng));
        var sample = new Sample(3, 12, 6);
        var views = sample.Tensors(ElementType.Float32);
        var live = Tensor.LiveCount;
        var terms = objective.Terms(new ViewEmbeddings(views, null, sample.LabelTensor()));
        Assert.Equal(live + 2 + terms.Parts.Count, Tensor.LiveCount);
        Gradients.Backward(terms.Total);
        Assert.True(double.IsFinite(terms.Total.Item()));
        Assert.Equal(ElementType.Float32, terms.Total.ElementType);
        Assert.All(views, z => Assert.True(z.Gradient!.AllFinite()));
        Assert.All(terms.Parts, p => Assert.False(p.Value.RequiresGradient));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_names_bad_views(string name)
    {
        using var scope = new TensorScope();
        using var objective = Methods.Create(name, [], new ObjectiveContext(6, 3, null));
        var labels = Tensor.Zeros([4], ElementType.Int64);
        string Complaint(params Tensor[] views) => Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings(views, null, labels))).Message;
        Assert.StartsWith($"method '{name}' needs at least ", Complaint(), StringComparison.Ordinal);
        Assert.Equal(
            $"method '{name}' needs embeddings of shape [batch, dim] - view 1 is float32 [4, 6, 1] - flatten each row to one vector", Complaint(Tensor.Zeros([4, 6, 1]), Tensor.Zeros([4, 6, 1])));
        Assert.Equal(
            $"method '{name}' needs embeddings of floating-point numbers - view 1 is int64 [4, 6] - convert it to float32 or float64", Complaint(Tensor.Zeros([4, 6], ElementType.Int64), Tensor.Zeros([4, 6], ElementType.Int64)));
        Assert.Equal(
            $"method '{name}' needs all views of the same shape and type - view 1 is float32 [4, 6], view 2 is float64 [4, 6] - row i of every view must belong together; was the last batch cut?",
            Complaint(Tensor.Zeros([4, 6]), Tensor.Zeros([4, 6], ElementType.Float64)));
        Assert.Equal(
            $"method '{name}' needs at least 2 rows in a batch - view 1 is float32 [1, 6] - raise the batch size, or drop the last short batch", Complaint(Tensor.Zeros([1, 6]), Tensor.Zeros([1, 6])));
    }

    [Fact]
    public void Targets_must_match_the_views()
    {
        using var scope = new TensorScope();
        using var objective = Methods.Create("byol", [], new ObjectiveContext(6, 3, null));
        var z = Tensor.Zeros([4, 6]);
        var e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings([z, z], [z])));
        Assert.Equal("method 'byol' needs a target for every view - got 2 views and 1 targets - embed every view with the target network", e.Message);
        e = Assert.Throws<RequestException>(() => objective.Terms(new ViewEmbeddings([z, z], [z, Tensor.Zeros([4, 5])])));
        Assert.Equal("method 'byol' needs all views of the same shape and type - view 1 is float32 [4, 6], target 2 is float32 [4, 5] - row i of every view must belong together; was the last batch cut?", e.Message);
    }
}
