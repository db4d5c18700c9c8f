using Semblance.Errors;
using Semblance.Networks.Decoders;
using Semblance.Objectives.Generative;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Generative;

public sealed class GenerativeTests
{
    private const int Rows = 6, Latent = 3, Features = 5;

    [Theory]
    [InlineData("vae", "closed", "bernoulli")]
    [InlineData("vae", "sampled", "gaussian")]
    [InlineData("beta-vae", "closed", "gaussian")]
    [InlineData("cr-vae", "closed", "bernoulli")]
    [InlineData("simvae", "closed", "bernoulli")]
    [InlineData("simvae", "sampled", "gaussian")]
    public void Loss_is_that_of_a_plain_loop(string method, string expectation, string likelihood)
    {
        using var scope = new TensorScope();
        using var objective = Make(method, ("expectation", expectation), ("likelihood", likelihood), ("reconstruction-weight", "2.5"));
        var views = Views(3);
        Assert.Equal(LoopReference.Loss(method, expectation == "sampled", likelihood == "gaussian", 2.5, objective, views, Draws()), Terms(objective, views).Total.Item(), 1e-9);
    }

    [Fact]
    public void Terms_add_up_to_the_loss()
    {
        using var scope = new TensorScope();
        using var objective = Make("simvae");
        var terms = Terms(objective, Views(2));
        var parts = terms.Parts.ToDictionary(p => p.Key, p => p.Value.Item());
        Assert.Equal(["reconstruction", "entropy", "prior", "energy-ratio", "scatter", "kl", "active-dimensions", "posterior-deviation"], parts.Keys);
        Assert.Equal(parts["reconstruction"] - parts["entropy"] + parts["prior"], terms.Total.Item(), 1e-12);
    }

    [Fact]
    public void Beta_of_one_and_no_consistency_are_the_plain_autoencoder()
    {
        using var scope = new TensorScope();
        using var plain = Make("vae");
        using var beta = Make("beta-vae", ("beta", "1"));
        using var consistent = Make("cr-vae", ("consistency", "0"));
        var views = Views(2);
        var expected = Terms(plain, views).Total.Item();
        Assert.Equal(expected, Terms(beta, views).Total.Item());
        Assert.Equal(expected, Terms(consistent, views).Total.Item());
    }

    [Fact]
    public void Closed_prior_less_entropy_is_the_divergence()
    {
        using var scope = new TensorScope();
        using var plain = Make("vae");
        var parts = Terms(plain, Views(2)).Parts.ToDictionary(p => p.Key, p => p.Value.Item());
        Assert.Equal(parts["kl"], parts["prior"] - parts["entropy"], 1e-12);
    }

    [Fact]
    public void Same_draws_give_the_same_bits_and_gradients_reach_every_part()
    {
        using var scope = new TensorScope();
        using var objective = Make("simvae");
        var views = Views(2);
        Assert.Equal(Terms(objective, views).Total.Item(), Terms(objective, views).Total.Item());
        Gradients.Backward(Terms(objective, views).Total);
        Assert.All(objective.Parts!.Parameters, p => Assert.True(p.Value.Gradient!.Abs().Sum().Item() > 0, p.Key));
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    public void Pixels_out_of_range_are_refused_by_the_bernoulli_likelihood_only(double value)
    {
        using var scope = new TensorScope();
        var views = Views(2);
        var bad = views with { Samples = [Tensor.Full([Rows, 1, 4, 4], value, ElementType.Float64), views.Samples![1]] };
        using var bernoulli = Make("simvae");
        var e = Assert.Throws<RequestException>(() => Terms(bernoulli, bad));
        Assert.StartsWith("the Bernoulli likelihood of 'simvae' needs values from 0 to 1 - they run from ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(" - scale the data, or choose --set likelihood=gaussian", e.Message, StringComparison.Ordinal);
        using var gaussian = Make("simvae", ("likelihood", "gaussian"));
        Assert.True(double.IsFinite(Terms(gaussian, bad).Total.Item()));
    }

    [Fact]
    public void Samples_and_latent_vectors_of_another_shape_are_refused()
    {
        using var scope = new TensorScope();
        using var objective = Make("vae");
        var views = Views(2);
        var e = Assert.Throws<RequestException>(() => Terms(objective, views with { Samples = [.. views.Samples!.Select(_ => Tensor.Zeros([Rows, 1, 5, 5], ElementType.Float64))] }));
        Assert.Equal("the decoder of 'vae' was made for other samples - it makes float64 [12, 1, 4, 4], the samples are float64 [12, 1, 5, 5] - give views of the size the run was made for", e.Message);
        e = Assert.Throws<RequestException>(() => ((IGenerativeModel)objective).Decode(Tensor.Zeros([2, 7], ElementType.Float64)));
        Assert.Equal("decoder 'mlp:hidden=8,norm=none' was made for latent vectors of 3 numbers - got float64 [2, 7] - give what the run's own embedding layer gives", e.Message);
    }

    [Fact]
    public void A_collapsed_posterior_is_said()
    {
        using var objective = Make("vae");
        Assert.Empty(objective.Review(new Dictionary<string, double> { ["active-dimensions"] = 3 }));
        Assert.StartsWith("posterior collapse: none of 3", Assert.Single(objective.Review(new Dictionary<string, double> { ["active-dimensions"] = 0 })), StringComparison.Ordinal);
    }

    private static Rng Draws() => new(77);

    private static LossTerms Terms(IObjective objective, ViewEmbeddings views)
    {
        using var draws = Draws();
        return objective.Terms(views with { Draws = draws });
    }

    private static IObjective Make(string method, params (string Name, string Value)[] options)
    {
        using var rng = new Rng(1);
        var context = new ObjectiveContext(Latent, 0, rng) { Network = new NetworkContext("mlp:hidden=8,dim=3", Features, new SampleSize(1, 4, 4)) };
        var objective = Methods.Create(method, options.Select(o => KeyValuePair.Create(o.Name, o.Value)), context);
        objective.Parts!.To(ElementType.Float64);
        return objective;
    }

    private static ViewEmbeddings Views(int count)
    {
        using var rng = new Rng(2);
        Tensor[] Normal(params long[] shape) => [.. Enumerable.Range(0, count).Select(_ => Tensor.RandomNormal(rng, shape, ElementType.Float64))];
        var samples = Normal(Rows, 1, 4, 4).Select(x => x.Sigmoid()).ToArray();
        return new ViewEmbeddings(Normal(Rows, Latent)) { Samples = samples, Representations = Normal(Rows, Features) };
    }
}
