using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.SimClr;

/// <summary>NT-Xent by definition, in plain loops.</summary>
public static class SimClrReference
{
    /// <summary>With a perturbation the mean of the loss and of the one whose positives are so much lower and others so much higher.</summary>
    public static Dual Loss(Dual[][][] views, double temperature, double perturbation = 0) =>
        perturbation == 0 ? Shifted(views, temperature, 0) : (Shifted(views, temperature, 0) + Shifted(views, temperature, perturbation)) / 2;

    private static Dual Shifted(Dual[][][] views, double temperature, double shift)
    {
        var (count, rows) = (views.Length, views[0].Length);
        var unit = views.SelectMany(z => z).Select(Loops.Unit).ToArray();
        var losses = new List<Dual>();
        for (var i = 0; i < unit.Length; i++)
        {
            Dual sum = 0;
            Dual positives = 0;
            for (var k = 0; k < unit.Length; k++)
            {
                if (k == i) continue;
                var similarity = (Loops.Dot(unit[i], unit[k]) + (k % rows == i % rows ? -shift : shift)) / temperature;
                sum += Dual.Exp(similarity - (1 / temperature));
                if (k % rows == i % rows) positives += similarity;
            }

            losses.Add(Dual.Log(sum) + (1 / temperature) - (positives / (count - 1)));
        }

        return Loops.Mean(losses);
    }
}
