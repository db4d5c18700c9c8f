namespace Semblance.Insight.Dynamics;

/// <summary>What a mode is worth on samples that its direction was not fitted on.</summary>
/// <param name="Rho">Its eigenvalue there, mean over the parts.</param>
/// <param name="StandardError">Of that mean, for Gaussian features.</param>
public sealed record HeldOut(double Rho, double StandardError)
{
    /// <summary>Standard errors above which a mode counts as signal.</summary>
    public const double Level = 3;

    /// <summary>Eigenvalue in standard errors.</summary>
    public double Z => StandardError > 0 ? Rho / StandardError : 0;

    /// <summary>Whether it is told from noise: z above 3.</summary>
    public bool IsSignal => Z > Level;
}
