using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.SimClr;

/// <summary>NT-Xent by definition, in plain loops.</summary>
public static class SimClrReference
{
    public static Dual Loss(Dual[][][] views, double temperature)
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
                var similarity = Loops.Dot(unit[i], unit[k]) / temperature;
                sum += Dual.Exp(similarity - (1 / temperature));
                if (k % rows == i % rows) positives += similarity;
            }

            losses.Add(Dual.Log(sum) + (1 / temperature) - (positives / (count - 1)));
        }

        return Loops.Mean(losses);
    }
}
