using System.Globalization;
using Semblance.Errors;
using Semblance.Pairs.Data;

namespace Semblance.Pairs.Synthetic;

/// <summary>Views drawn from a model, as a data set: row i * views + v is view v of natural sample i.</summary>
internal sealed class SyntheticData : DataSet
{
    private const int TestPart = 1;
    private readonly VectorRows _rows;

    internal SyntheticData(string name, SyntheticModel model, SyntheticOptions options, Split split)
    {
        var size = (long)options.Samples * options.Views * model.Dim;
        if (size > int.MaxValue) throw new RequestException($"'{name}' is too large", FormattableString.Invariant($"{size} numbers"), "ask for fewer samples or views");
        var drawn = model.Draw(options.Samples, options.Views, options.Seed, split == Split.Train ? SyntheticModel.TrainPart : TestPart);
        Factors = [.. model.Factors.Zip(drawn.Factors, (f, values) => new SampleFactor(f.Name, Repeated(values, options.Views), f.Values))];
        var label = options.Label is null ? Factors[0] : Factors.FirstOrDefault(a => a.Name == options.Label) ?? throw Suggestion.Unknown($"factor of '{name}'", options.Label, model.Factors.Select(f => f.Name));
        string[] classes = [.. Enumerable.Range(0, label.Count).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        _rows = new VectorRows(name, Rows(drawn, model.Dim), model.Dim, new LabelSet([.. label.Values], classes));
        OwnPairs = options.Views > 1 ? new StoredViews(options.Samples, options.Views) : null;
    }

    public override string Name => _rows.Name;

    public override int Count => _rows.Count;

    public override SampleShape Shape => _rows.Shape;

    public override IReadOnlyList<int>? Labels => _rows.Labels;

    public override IReadOnlyList<string> ClassNames => _rows.ClassNames;

    public override IReadOnlyList<SampleFactor> Factors { get; }

    public override IPairSource? OwnPairs { get; }

    public override ReadOnlySpan<float> Row(int index) => _rows.Row(index);

    private static float[] Rows(SyntheticViews drawn, int dim)
    {
        var rows = new float[drawn.Count * drawn.Views.Count * dim];
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var v = 0; v < drawn.Views.Count; v++)
            {
                var view = drawn.Views[v].AsSpan(i * dim, dim);
                var row = rows.AsSpan(((i * drawn.Views.Count) + v) * dim, dim);
                for (var k = 0; k < dim; k++) row[k] = (float)view[k];
            }
        }

        return rows;
    }

    private static int[] Repeated(int[] values, int times)
    {
        var result = new int[values.Length * times];
        for (var i = 0; i < result.Length; i++) result[i] = values[i / times];
        return result;
    }
}
