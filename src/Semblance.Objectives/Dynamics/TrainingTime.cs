using Semblance.Errors;

namespace Semblance.Objectives.Dynamics;

/// <summary>The clock of gradient flow: t = learning rate times steps, divided by 1 - momentum.</summary>
/// <remarks>Holds for plain and momentum descent with small steps. Adam and LARS follow no such clock: of a prediction only the order remains.</remarks>
public static class TrainingTime
{
    /// <summary>Flow time after a number of steps.</summary>
    /// <param name="steps">Steps, at least 0.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">In [0, 1), without dampening; default 0.</param>
    public static double OfSteps(double steps, double learningRate, double momentum = 0)
    {
        if (!(steps >= 0)) throw new RequestException("the number of steps is at least 0", $"got {steps}", "give 0 or more steps");
        return steps * Speed(learningRate, momentum);
    }

    /// <summary>Flow time after each step of a schedule, [steps].</summary>
    /// <param name="learningRates">Learning rate of each step, at least 0.</param>
    /// <param name="momentum">In [0, 1); default 0.</param>
    public static double[] OfSchedule(IReadOnlyList<double> learningRates, double momentum = 0)
    {
        var (times, time, speed) = (new double[learningRates.Count], 0.0, Speed(1, momentum));
        for (var i = 0; i < times.Length; i++)
        {
            if (!(learningRates[i] >= 0)) throw new RequestException("a learning rate is not negative", $"got {learningRates[i]} at step {i}", "look at the schedule");
            times[i] = time += learningRates[i] * speed;
        }

        return times;
    }

    /// <summary>Steps until a flow time; not rounded, infinite for an infinite time.</summary>
    /// <param name="time">Flow time, at least 0.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">In [0, 1); default 0.</param>
    public static double StepsUntil(double time, double learningRate, double momentum = 0)
    {
        if (!(time >= 0)) throw new RequestException("time runs forwards from 0", $"got {time}", "give a time of at least 0");
        return time / Speed(learningRate, momentum);
    }

    /// <summary>The largest stable learning rate with momentum: 1 + momentum times the one of plain descent.</summary>
    /// <param name="plain">Largest stable learning rate of plain gradient descent, above 0.</param>
    /// <param name="momentum">In [0, 1), without dampening.</param>
    /// <remarks>Polyak 1964. Time runs faster by 1 / (1 - momentum), so in time of the flow a step may be (1 + momentum) / (1 - momentum) times as long.</remarks>
    public static double LargestStableStep(double plain, double momentum) => FlowInput.Step(plain) * (1 + Checked(momentum));

    private static double Checked(double momentum) =>
        momentum >= 0 && momentum < 1 ? momentum : throw new RequestException("momentum is in [0, 1)", $"got {momentum}", "0.9 is usual");

    private static double Speed(double learningRate, double momentum) =>
        FlowInput.Step(learningRate) / (1 - Checked(momentum));
}
