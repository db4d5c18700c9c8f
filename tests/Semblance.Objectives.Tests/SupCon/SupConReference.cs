using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.SupCon;

/// <summary>Both forms of the supervised contrastive loss by definition, in plain loops.</summary>
public static class SupConReference
{
    public static Dual Loss(Dual[][][] views, long[] labels, double temperature, string form)
    {
        var unit = views.SelectMany(z => z).Select(Loops.Unit).ToArray();
        var losses = new List<Dual>();
        for (var i = 0; i < unit.Length; i++)
        {
            Dual everything = 0;
            Dual inside = 0;
            Dual outside = 0;
            var positives = 0;
            for (var k = 0; k < unit.Length; k++)
            {
                if (k == i) continue;
                var similarity = Loops.Dot(unit[i], unit[k]) / temperature;
                var weight = Dual.Exp(similarity - (1 / temperature));
                everything += weight;
                if (labels[k % labels.Length] != labels[i % labels.Length]) continue;
                positives++;
                inside += weight;
                outside += similarity - (1 / temperature);
            }

            losses.Add(form == "in" ? Dual.Log(everything) - Dual.Log(inside / positives) : Dual.Log(everything) - (outside / positives));
        }

        return Loops.Mean(losses);
    }
}
