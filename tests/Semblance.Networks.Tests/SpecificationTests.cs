using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Networks.Tests;

public sealed class SpecificationTests
{
    [Theory]
    [InlineData("linear", "linear:dim=128,bias=true,orthonormal=none", 128)]
    [InlineData("linear:dim=32,bias=false", "linear:dim=32,bias=false,orthonormal=none", 32)]
    [InlineData("mlp:hidden=20x10,norm=layer", "mlp:hidden=20x10,dim=128,norm=layer,last-relu=false", 128)]
    [InlineData("cnn", "cnn:stem=16,stem-kernel=3,stem-stride=1,stem-pool=true,widths=32x64x128,strides=1x2x2,blocks=1,block=plain,pool=average,grid=2", 512)]
    [InlineData("cnn:stem=8,stem-stride=2,stem-pool=false,widths=16x24,strides=2x2,block=residual,pool=average-max,blocks=2", "cnn:stem=8,stem-kernel=3,stem-stride=2,stem-pool=false,widths=16x24,strides=2x2,blocks=2,block=residual,pool=average-max,grid=2", 192)]
    [InlineData("resnet18:width=0.25", "resnet18:width=0.25,stem=cifar,zero-scale=false", 128)]
    [InlineData("resnet50:width=0.0625,stem=imagenet,zero-scale=true", "resnet50:width=0.0625,stem=imagenet,zero-scale=true", 128)]
    public void The_canonical_text_makes_the_same_encoder(string spec, string canonical, int dim)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var encoder = Encoders.Encoders.Create(spec, 3, 28, 28, rng);
        using var again = Encoders.Encoders.Create(encoder.Spec, 3, 28, 28, rng);
        Assert.Equal(canonical, encoder.Spec);
        Assert.Equal(dim, encoder.OutputDim);
        Assert.Equal(encoder.State.Select(Show), again.State.Select(Show));
        Assert.Equal([2, dim], encoder.Forward(Tensor.Ones([2, 3, 28, 28])).Shape);
    }

    [Theory]
    [InlineData("none", "none", 6)]
    [InlineData("linear:out=3", "linear:out=3,last-norm=none,last-bias=true,orthonormal=none", 3)]
    [InlineData("mlp:hidden=8x7,out=5,last-norm=batch", "mlp:hidden=8x7,out=5,norm=batch,last-norm=batch,last-bias=true", 5)]
    [InlineData("mlp:hidden=8,out=4,norm=none,last-bias=false", "mlp:hidden=8,out=4,norm=none,last-norm=none,last-bias=false", 4)]
    public void The_canonical_text_makes_the_same_head(string spec, string canonical, int dim)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var head = Heads.Heads.Create(spec, 6, rng);
        Assert.Equal(canonical, head.Spec);
        Assert.Equal(dim, head.OutputDim);
        Assert.Equal([9, dim], head.Forward(Tensor.RandomNormal(rng, [9, 6])).Shape);
    }

    [Theory]
    [InlineData("resnet19", "unknown encoder 'resnet19' - known are linear, mlp, cnn, resnet18, resnet50 - did you mean 'resnet18'?")]
    [InlineData("resnet18:widht=1", "unknown option of encoder 'resnet18' 'widht' - known are width, stem, zero-scale - did you mean 'width'?")]
    [InlineData("resnet18:width=0", "option 'width' of encoder 'resnet18' has a bad value - got '0' - give a number > 0 and <= 16")]
    [InlineData("resnet18:width", "encoder 'resnet18:width' cannot be read - 'width' is no option with a value - write name:option=value,option=value")]
    [InlineData("resnet50:stem=small", "option 'stem' of encoder 'resnet50' has a bad value - got 'small' - give one of auto, cifar, imagenet")]
    [InlineData("mlp:hidden=5y6", "option 'hidden' of encoder 'mlp' has a bad value - got '5y6' - give integers from 1 to 1048576 joined by x, as in 512x256")]
    [InlineData("cnn:widths=8x8", "encoder 'cnn' needs one stride for each width - got widths=8x8 and strides=1x2x2 - give 2 strides")]
    [InlineData("cnn:stem-kernel=4", "option 'stem-kernel' of encoder 'cnn' has a bad value - got 4 - give an odd number")]
    public void A_wrong_encoder_is_explained(string spec, string message)
    {
        using var rng = new Rng(1);
        var e = Assert.Throws<RequestException>(() => Encoders.Encoders.Create(spec, 3, 28, 28, rng));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("mpl", "unknown head 'mpl' - known are none, linear, mlp - did you mean 'mlp'?")]
    [InlineData("none:out=3", "head 'none' has no options - got 'none:out=3' - write none alone, or use linear or mlp")]
    [InlineData("mlp:out=0", "option 'out' of head 'mlp' has a bad value - got '0' - give an integer >= 1 and <= 1048576")]
    [InlineData("mlp:norm=layer", "option 'norm' of head 'mlp' has a bad value - got 'layer' - give one of batch, none")]
    public void A_wrong_head_is_explained(string spec, string message)
    {
        using var rng = new Rng(1);
        var e = Assert.Throws<RequestException>(() => Heads.Heads.Create(spec, 3, rng));
        Assert.Equal(message, e.Message);
    }

    [Fact]
    public void A_linear_encoder_says_when_the_image_has_another_size()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var encoder = Encoders.Encoders.Create("linear:dim=2", 1, 4, 4, rng);
        var e = Assert.Throws<RequestException>(() => encoder.Forward(Tensor.Ones([2, 1, 5, 5])));
        Assert.Equal("encoder 'linear:dim=2,bias=true,orthonormal=none' was made for 16 numbers an item - got float32 [2, 1, 5, 5] - give inputs of the size it was made for; only convolutional encoders take several sizes", e.Message);
    }

    [Fact]
    public void The_listing_names_every_option_with_its_default_and_range()
    {
        var resnet = Encoders.Encoders.Known.Single(k => k.Name == "resnet18");
        Assert.Equal(["width", "stem", "zero-scale"], resnet.Options.Select(o => o.Name));
        Assert.Equal("a number > 0 and <= 16", resnet.Options[0].Range);
        Assert.Equal("2048", Heads.Heads.Known.Single(k => k.Name == "mlp").Options[0].Default);
    }

    private static string Show(KeyValuePair<string, Tensor> entry) => $"{entry.Key} {entry.Value}";
}
