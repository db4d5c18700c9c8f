namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Scores of one layer of one run; accuracies in per cent.</summary>
/// <param name="Method">As the table names it.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Layer">representation (before the head) or embedding (what the loss sees).</param>
/// <param name="Dim">Its size.</param>
/// <param name="Linear">Linear probe, %.</param>
/// <param name="Neighbours">15 nearest neighbours, %.</param>
/// <param name="Scale">R2 of the crop's scale.</param>
/// <param name="CentreX">R2 of the crop's horizontal centre.</param>
/// <param name="Flip">Accuracy of the vertical flip, %.</param>
/// <param name="Error">Squared error of a pixel of pictures decoded from the frozen features.</param>
/// <param name="ViewError">The same for augmented views.</param>
/// <param name="EnergyRatio">Energy of the prior over views x dim / 2 in the last epoch; null for methods without one.</param>
internal sealed record TableRow(string Method, int Seed, string Layer, int Dim, double Linear, double Neighbours, double Scale, double CentreX, double Flip, double Error, double ViewError, double? EnergyRatio);
