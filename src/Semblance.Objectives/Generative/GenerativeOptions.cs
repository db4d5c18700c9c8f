using Semblance.Options;

namespace Semblance.Objectives.Generative;

/// <summary>Options that all generative methods share.</summary>
public abstract record GenerativeOptions
{
    /// <summary>Word of the weighting that the released SimVAE code has.</summary>
    internal const string Released = "released";

    /// <summary>exp(4.6): the released code's fixed noise variance, inverted.</summary>
    internal static readonly double ReleasedWeight = Math.Exp(4.6);

    /// <summary>What a pixel is drawn from given the decoder's output. Default bernoulli.</summary>
    [Option("likelihood", "Distribution of a sample given the latent vector: bernoulli for pixels in [0, 1], gaussian with a fixed variance for anything.", Words = "bernoulli|gaussian")]
    public string Likelihood { get; init; } = "bernoulli";

    /// <summary>Factor on the reconstruction term, 1 / noise variance; null is 1, or exp(4.6) with the released weighting.</summary>
    [Option("reconstruction-weight", "Factor on the reconstruction, one over the noise variance; none is 1, and exp(4.6) = 99.48 with weighting=released.", Min = 0, MinExclusive = true)]
    public double? ReconstructionWeight { get; init; }

    /// <summary>Factor on the posterior's entropy; 1 is the evidence bound. The last released versions have 2 pi by mistake.</summary>
    [Option("entropy-weight", "Factor on the entropy of the posterior; 1 is the evidence bound, 6.2832 repeats a slip of the last released code.", Min = 0, MinExclusive = true)]
    public double EntropyWeight { get; init; } = 1;

    /// <summary>How the prior's expectation is worked out. Default closed.</summary>
    [Option("expectation", "Expectation of the log prior under the posterior: in closed form, or at the sample that is decoded.", Words = "closed|sampled")]
    public string Expectation { get; init; } = "closed";

    /// <summary>How terms are summed up. Default mean.</summary>
    [Option("weighting", "mean: every term in nats per view; released: sums over batch and dimensions without constants, as the released SimVAE code has them.", Words = "mean|released")]
    public string Weighting { get; init; } = "mean";

    /// <summary>Decoder with options after a colon. Default mirror: the encoder's layers in reverse.</summary>
    [Option("decoder", "The network from latent vectors to samples: mirror (the encoder in reverse), linear, mlp:hidden=256x512, cnn:widths=64x32,strides=2x2.")]
    public string Decoder { get; init; } = Networks.Decoders.Decoders.Mirror;

    internal bool IsReleased => Weighting == Released;

    internal double Weight => ReconstructionWeight ?? (IsReleased ? ReleasedWeight : 1);
}
