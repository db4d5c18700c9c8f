namespace Semblance.Bench;

/// <summary>What one draw of labels gave. Errors are on held-out rows, as shares of that of predicting class frequencies.</summary>
/// <param name="Chosen">Candidate that was advised.</param>
/// <param name="Expected">Its leave-one-out error.</param>
/// <param name="Error">Its error.</param>
/// <param name="Best">Least error of all candidates.</param>
/// <param name="Worst">Largest error of all candidates.</param>
/// <param name="Default">Error of VICReg at its default weights.</param>
/// <param name="Accuracy">Accuracy of the advised candidate.</param>
/// <param name="DefaultAccuracy">Accuracy of the default.</param>
/// <param name="Trained">Error of the candidate that is advised when something is to be trained without labels.</param>
/// <param name="BestTrained">Least error of all candidates that are.</param>
internal sealed record AdviceDraw(string Chosen, double Expected, double Error, double Best, double Worst, double Default, double Accuracy, double DefaultAccuracy, double Trained, double BestTrained)
{
    internal double Regret => (Error / Best) - 1;

    internal double TrainedRegret => (Trained / BestTrained) - 1;
}
