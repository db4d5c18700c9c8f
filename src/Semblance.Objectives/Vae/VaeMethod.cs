using Semblance.Objectives.Generative;

namespace Semblance.Objectives.Vae;

/// <summary>The variational autoencoder as the library describes it.</summary>
internal static class VaeMethod
{
    internal const string Name = "vae";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Encodes every view into a normal distribution from which it can be decoded again; knows nothing of which views belong together.",
        Source = "Kingma, Welling, Auto-Encoding Variational Bayes, ICLR 2014, equation 10",
        OptionsType = typeof(VaeOptions),
        Create = (options, context) => new GenerativeObjective(Name, (VaeOptions)options, context, _ => new StandardPrior()),
        Head = GenerativeObjective.LatentHead,
        IsGenerative = true,
    };
}
