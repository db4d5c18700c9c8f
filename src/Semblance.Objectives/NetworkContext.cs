using Semblance.Networks.Decoders;

namespace Semblance.Objectives;

/// <summary>The network that an objective serves, and the samples it sees.</summary>
/// <param name="Encoder">Canonical specification of the encoder.</param>
/// <param name="RepresentationDim">Features of its output.</param>
/// <param name="Sample">Shape of a view.</param>
public sealed record NetworkContext(string Encoder, int RepresentationDim, SampleSize Sample);
