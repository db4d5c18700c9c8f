namespace Semblance.Networks.Schedules;

/// <summary>A learning rate that rises in a straight line, then falls along half a cosine (Loshchilov and Hutter 2017, one cycle).</summary>
/// <param name="Peak">Largest rate, >= 0, reached by the last step of the warm-up.</param>
/// <param name="WarmupSteps">Steps of the rise, >= 0; step s uses Peak (s + 1) / WarmupSteps.</param>
/// <param name="TotalSteps">Steps of the whole run, >= WarmupSteps.</param>
/// <param name="Final">Rate at the end, >= 0. Default 0.</param>
public sealed record WarmupCosine(double Peak, long WarmupSteps, long TotalSteps, double Final = 0)
{
    /// <summary>The rate of a step; a pure function, so a resumed run continues exactly.</summary>
    /// <param name="step">Number of the step, from 0; from TotalSteps on the rate is <see cref="Final"/>.</param>
    public double At(long step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / WarmupSteps;
        if (step >= TotalSteps) return Final;
        var progress = (double)(step - WarmupSteps) / (TotalSteps - WarmupSteps);
        return Final + ((Peak - Final) * (1 + Math.Cos(Math.PI * progress)) / 2);
    }
}
