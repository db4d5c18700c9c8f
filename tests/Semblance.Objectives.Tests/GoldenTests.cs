using System.Text.Json;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests;

/// <summary>Numbers that PyTorch gave for the same embeddings; tests/golden/objectives.py makes them anew.</summary>
public sealed class GoldenTests
{
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "golden", "objectives.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Equals_PyTorch(int number)
    {
        var golden = Cases[number];
        var (rows, dim) = (golden.GetProperty("rows").GetInt32(), golden.GetProperty("dim").GetInt32());
        var options = golden.GetProperty("options").EnumerateObject().Select(o => KeyValuePair.Create(o.Name, o.Value.GetString()!));
        var name = golden.GetProperty("method").GetString()!;
        var sample = new Sample(2, rows, dim)
        {
            Views = [.. Enumerable.Range(0, 2).Select(v => Sample.Table(rows, dim, (i, k) => Math.Sin(((i * 0.7) + 0.3) * (k + 1)) + (0.3 * Math.Cos((i * 1.9) + (k * 0.37) + (v * 2.1)))))],
            Labels = [.. Enumerable.Range(0, rows).Select(i => (long)(i * i % 4))],
        };
        using var objective = Methods.Create(name, options, new ObjectiveContext(dim, 4, null));
        var (total, gradients) = Objective.Gradient(objective, sample);
        var expected = golden.GetProperty("loss").GetDouble();
        Objective.Close(expected, total, Math.Abs(expected), name);
        for (var v = 0; v < 2; v++)
        {
            var norm = golden.GetProperty("norms")[v].GetDouble();
            Objective.Close(norm, Math.Sqrt(gradients[v].Sum(g => g * g)), norm, $"{name}: gradient norm of view {v}");
            var first = golden.GetProperty("first")[v].EnumerateArray().Select(e => e.GetDouble()).ToArray();
            for (var k = 0; k < first.Length; k++) Objective.Close(first[k], gradients[v][k], norm, $"{name}: gradient of view {v}, element {k}");
        }
    }
}
