namespace Semblance.Insight.Evaluation;

/// <summary>One feature set with one number of labels.</summary>
/// <param name="Features">Name of the feature set.</param>
/// <param name="Labels">Labels a class.</param>
/// <param name="Accuracy">Mean over the draws of the share of test rows classified right.</param>
/// <param name="Interval">Interval of that mean, draws and test rows both taken as random.</param>
/// <param name="Draws">Accuracy of each draw.</param>
/// <param name="Difference">Mean over the draws of this accuracy less that of the reference with the same labelled rows; null for the reference itself.</param>
/// <param name="DifferenceInterval">Interval of the mean difference, draws and test rows both taken as random.</param>
/// <param name="DifferenceIntervalDraws">Interval of the mean difference on just these test rows: Student's t over the draws.</param>
public sealed record FewLabelRow(
    string Features,
    int Labels,
    double Accuracy,
    Interval Interval,
    IReadOnlyList<double> Draws,
    double? Difference,
    Interval? DifferenceInterval,
    Interval? DifferenceIntervalDraws);
