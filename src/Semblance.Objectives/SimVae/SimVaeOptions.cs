using Semblance.Objectives.Generative;
using Semblance.Options;

namespace Semblance.Objectives.SimVae;

/// <summary>Options of SimVAE.</summary>
public sealed record SimVaeOptions : GenerativeOptions
{
    /// <summary>Density of content. Default gaussian.</summary>
    [Option("content", "Density of the content vector that the views of a sample share: gaussian, or uniform (improper, only the pull together is left).", Words = "gaussian|uniform")]
    public string Content { get; init; } = "gaussian";

    /// <summary>Variance of the views about their content; > 0, default 0.15 (the paper's code).</summary>
    [Option("within", "Variance of the latent vectors of a sample's views about their content, in each dimension: style.", Min = 0, MinExclusive = true)]
    public double Within { get; init; } = 0.15;

    /// <summary>Variance of content; > 0, default 1 - within / views, which is the paper's code.</summary>
    [Option("between", "Variance of content in each dimension; none is 1 - within / views, which makes the released prior the exact marginal.", Min = 0, MinExclusive = true)]
    public double? Between { get; init; }
}
