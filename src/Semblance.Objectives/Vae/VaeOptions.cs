using Semblance.Objectives.Generative;

namespace Semblance.Objectives.Vae;

/// <summary>Options of the variational autoencoder.</summary>
public sealed record VaeOptions : GenerativeOptions;
