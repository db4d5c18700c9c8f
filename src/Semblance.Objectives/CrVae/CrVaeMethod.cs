using Semblance.Objectives.Generative;

namespace Semblance.Objectives.CrVae;

/// <summary>The consistency-regularised VAE as the library describes it.</summary>
/// <remarks>The paper's x is the sample and its other argument an augmentation of it; here they are the first view and the further ones, so that a plan whose first
/// view has no augmentations is the paper's.</remarks>
internal static class CrVaeMethod
{
    internal const string Name = "cr-vae";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "A variational autoencoder whose posterior must not change much between the views of a sample.",
        Source = "Sinha, Dieng, Consistency Regularization for Variational Auto-Encoders, NeurIPS 2021, equation 5",
        OptionsType = typeof(CrVaeOptions),
        Create = (options, context) => new GenerativeObjective(Name, (CrVaeOptions)options, context, _ => new StandardPrior())
        {
            Consistency = ((CrVaeOptions)options).Consistency,
            FewestViews = 2,
        },
        Head = GenerativeObjective.LatentHead,
        IsGenerative = true,
    };
}
