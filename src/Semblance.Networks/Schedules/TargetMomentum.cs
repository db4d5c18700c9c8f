namespace Semblance.Networks.Schedules;

/// <summary>The decay of a slowly following network, rising along half a cosine to 1 (Grill et al. 2020, section 3.3).</summary>
/// <param name="Start">Decay at the first step, in [0, 1]: the share of the old weights that is kept.</param>
/// <param name="TotalSteps">Steps of the whole run, >= 1.</param>
public sealed record TargetMomentum(double Start, long TotalSteps)
{
    /// <summary>The decay of a step: 1 - (1 - start) (cos(pi step / total) + 1) / 2.</summary>
    /// <param name="step">Number of the step, from 0; from TotalSteps on it is 1.</param>
    public double At(long step) => Cosine(Start, (double)Math.Min(step, TotalSteps) / TotalSteps);

    /// <summary>The decay at a progress in [0, 1].</summary>
    /// <param name="start">Decay at progress 0, in [0, 1].</param>
    /// <param name="progress">Share of the run that is done.</param>
    public static double Cosine(double start, double progress) => 1 - ((1 - start) * (Math.Cos(Math.PI * progress) + 1) / 2);
}
