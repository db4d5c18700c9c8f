using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>The flow face of a method: how strongly a linear model has learnt each direction after a time of gradient flow on the method's loss.</summary>
/// <remarks>Time is learning rate times steps (<see cref="TrainingTime"/>). All arguments are in eigen-coordinates: the spectrum holds the eigenvalues of
/// the cross-view moment (its canonical correlations when the inputs are whitened), and the weights are multiplied with the eigenvectors from
/// the right. With whitened inputs the variance of a mode is the variance of the embedding along it.</remarks>
public interface IFlow
{
    /// <summary>What must hold for the answers, one sentence for users.</summary>
    string Validity { get; }

    /// <summary>Strength of every mode at a time, diag(W'W), [modes].</summary>
    /// <param name="spectrum">Eigenvalues, in any order, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time);

    /// <summary>Strength of every mode at the end, [modes]; 0 for a mode that is never learnt.</summary>
    /// <param name="spectrum">Eigenvalues, in any order, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    double[] Limits(IReadOnlyList<double> spectrum, Matrix initial);

    /// <summary>First time at which each mode has half its final strength, [modes]; 0 when it starts above, infinite when it is never learnt.</summary>
    /// <param name="spectrum">Eigenvalues, in any order, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial);

    /// <summary>Learning rate of plain gradient descent above which the end point repels; infinite when there is none.</summary>
    /// <param name="spectrum">Eigenvalues, in any order, at least one.</param>
    double LargestStableStep(IReadOnlyList<double> spectrum);
}
