using Semblance.Tensors;

namespace Semblance.Objectives;

/// <summary>A loss and the terms it is made of, each a scalar tensor, [].</summary>
/// <param name="Total">What is minimised.</param>
/// <param name="Parts">Named terms, unweighted, in the order of the method's paper; for reading: they carry no gradient.</param>
public sealed record LossTerms(Tensor Total, IReadOnlyList<KeyValuePair<string, Tensor>> Parts);
