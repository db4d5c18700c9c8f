using Semblance.Errors;
using Semblance.Networks.Decoders;
using Semblance.Tensors;

namespace Semblance.Networks.Tests;

public sealed class DecoderTests
{
    [Theory]
    [InlineData("linear", "linear:bias=true")]
    [InlineData("mlp:hidden=20x10,dim=8", "mlp:hidden=8x10x20,norm=none")]
    [InlineData("mlp:hidden=20x10,dim=5,norm=batch", "mlp:hidden=10x20,norm=batch")]
    [InlineData("cnn", "cnn:widths=128x64x32x16x16,strides=2x2x1x2x1,blocks=1,block=plain")]
    [InlineData("cnn:stem=8,stem-stride=2,stem-pool=false,widths=16x24,strides=2x2,block=residual,blocks=2", "cnn:widths=24x16x8,strides=2x2x2,blocks=2,block=residual")]
    [InlineData("resnet18:width=0.125,stem=cifar", "cnn:widths=64x32x16x8x8,strides=2x2x2x1x1,blocks=2,block=residual")]
    [InlineData("resnet50:width=0.0625,stem=imagenet", "cnn:widths=32x16x8x4x4x4,strides=2x2x2x1x2x2,blocks=3,block=residual")]
    public void Every_encoder_has_a_mirror_that_makes_images_of_any_size(string encoder, string expected)
    {
        Assert.Equal(expected, Decoders.Decoders.MirrorOf(encoder, 5));
        foreach (var (height, width) in new[] { (28, 28), (13, 17) })
        {
            using var scope = new TensorScope();
            using var rng = new Rng(1);
            using var decoder = Decoders.Decoders.Create(expected, 5, new SampleSize(3, height, width), rng);
            using var again = Decoders.Decoders.Create(decoder.Spec, 5, new SampleSize(3, height, width), rng);
            Assert.Equal(decoder.State.Select(s => s.Key), again.State.Select(s => s.Key));
            Assert.Equal([2, 3, height, width], decoder.Forward(Tensor.Ones([2, 5])).Shape);
        }
    }

    [Fact]
    public void The_scale_of_the_latent_vector_can_be_undone_in_the_first_layer()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var decoder = Decoders.Decoders.Create("cnn:widths=8x4,strides=2x2", 5, new SampleSize(1, 8, 8), rng);
        var latent = Tensor.RandomNormal(rng, [6, 5]);
        using var silent = new NoGradient();
        decoder.Train(false);
        var before = decoder.Forward(latent).Clone();
        decoder.Parameters.First(p => p.Key == "linear.weight").Value.MultiplyInPlace(0.25);
        Assert.True((decoder.Forward(latent * 4.0) - before).Abs().Max().Item() < 1e-5);
    }

    [Fact]
    public void Vectors_are_made_as_rows() => Of(decoder => Assert.Equal([4, 7], decoder.Forward(Tensor.Ones([4, 3])).Shape), "mlp:hidden=6", new SampleSize(7, 1, 1));

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Equal("unknown decoder 'cmm' - known are mirror, linear, mlp, cnn - use one of these", Complaint("cmm", new SampleSize(1, 8, 8)));
        Assert.Equal("decoder 'cnn' makes images - the samples are vectors of 7 numbers - use decoder mlp or linear", Complaint("cnn", new SampleSize(7, 1, 1)));
        Assert.Equal("decoder 'cnn' needs one stride for each width - got widths=8x4 and strides=2 - give 2 strides", Complaint("cnn:widths=8x4,strides=2", new SampleSize(1, 8, 8)));
    }

    private static string Complaint(string spec, SampleSize size) => Assert.Throws<RequestException>(() => Of(_ => { }, spec, size)).Message;

    private static void Of(Action<Decoder> check, string spec, SampleSize size)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        using var decoder = Decoders.Decoders.Create(spec, 3, size, rng);
        check(decoder);
    }
}
