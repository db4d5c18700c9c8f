namespace Semblance.Insight.Capacity;

/// <summary>One training of a probe.</summary>
/// <param name="Outputs">Outputs it was trained with.</param>
/// <param name="Lambda">Weight of the decorrelation term.</param>
/// <param name="Repeat">Which repetition, from 0.</param>
/// <param name="Loss">Its loss on held-out pairs, estimated without bias.</param>
/// <param name="Minimum">What the loss could be at the alignment eigenvalues of its own outputs.</param>
/// <param name="UsedDims">Outputs' directions with more than a hundredth of the variance that one should have.</param>
/// <param name="Phi">Mean alignment of the first m functions on held-out pairs, for every size m.</param>
/// <param name="Disagreement">Mean difference between the alignment eigenvalues and 2 lambda (1 - variance), which agree at the optimum.</param>
public sealed record TrainingEvidence(int Outputs, double Lambda, int Repeat, double Loss, double Minimum, int UsedDims, IReadOnlyList<double> Phi, double Disagreement);
