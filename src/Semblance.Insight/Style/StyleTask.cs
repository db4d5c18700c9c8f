namespace Semblance.Insight.Style;

/// <summary>One thing of style to be read off the features.</summary>
/// <param name="Name">What it is: <c>crop centre x</c>, <c>vertical-flip</c>, an attribute.</param>
/// <param name="IsChoice">One of a few values; a number otherwise.</param>
/// <param name="Train">Its value for each training row; the place of its value, from 0, for a choice.</param>
/// <param name="Test">Its value for each test row.</param>
internal sealed record StyleTask(string Name, bool IsChoice, double[] Train, double[] Test)
{
    /// <summary>The tasks in the numbers that augmentations drew: those that vary, the crop as scale and centre, the order of jitter left out.</summary>
    internal static IReadOnlyList<StyleTask> OfParameters(Dictionary<string, double[]> train, Dictionary<string, double[]> test)
    {
        var tasks = new List<StyleTask>();
        foreach (var (name, _) in train.Where(p => !p.Key.StartsWith("crop.", StringComparison.Ordinal) && !p.Key.EndsWith(".order", StringComparison.Ordinal))) Add(name, p => p[name]);
        if (train.ContainsKey("crop.x"))
        {
            Add("crop scale", p => [.. p["crop.width"].Zip(p["crop.height"], (w, h) => Math.Sqrt(w * h))]);
            Add("crop centre x", p => Centre(p, "crop.x", "crop.width", "flip"));
            Add("crop centre y", p => Centre(p, "crop.y", "crop.height", "vertical-flip"));
        }

        return tasks;

        void Add(string name, Func<Dictionary<string, double[]>, double[]> values)
        {
            var (here, there) = (values(train), values(test));
            var different = here.Distinct().Take(3).Order().ToList();
            if (different.Count == 2) tasks.Add(new StyleTask(name, true, Choice(here, different[0]), Choice(there, different[0])));
            if (different.Count > 2) tasks.Add(new StyleTask(name, false, here, there));
        }
    }

    /// <summary>Distance of the crop's centre from the picture's, in the direction it has in the view: a mirror turns it round, and would make it unreadable by a linear map.</summary>
    private static double[] Centre(Dictionary<string, double[]> parameters, string start, string length, string mirror) =>
    [
        .. Enumerable.Range(0, parameters[start].Length).Select(row =>
        {
            var centre = parameters[start][row] + (parameters[length][row] / 2) - 0.5;
            return parameters.TryGetValue(mirror, out var mirrored) && mirrored[row] != 0 ? -centre : centre;
        }),
    ];

    private static double[] Choice(double[] values, double low) => [.. values.Select(v => v == low ? 0.0 : 1.0)];
}
