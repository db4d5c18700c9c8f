using System.Globalization;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

// One safetensors file.
public sealed partial class PairMoments
{
    private const string Format = "semblance-pair-moments-1";

    /// <summary>Writes all to one safetensors file, atomically; <see cref="Load"/> gives the same bits back.</summary>
    /// <param name="path">The file; tensors mean, total, cross, count and, with labels, label-counts and label-means, all float64; metadata format, dim, views.</param>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public void Save(string path)
    {
        using var scope = new TensorScope();
        List<KeyValuePair<string, Tensor>> tensors =
        [
            new("mean", Tensor.From(Mean, Dim)),
            new("total", Total.ToTensor()),
            new("cross", Cross.ToTensor()),
            new("count", Tensor.From([Count], 1)),
        ];
        if (Labels is not null)
        {
            tensors.Add(new("label-counts", Tensor.From(Labels.Counts, Labels.Counts.Length)));
            tensors.Add(new("label-means", Labels.Means.ToTensor()));
        }

        Safetensors.Write(path, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["dim"] = Dim.ToString(CultureInfo.InvariantCulture),
            ["views"] = Views.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RequestException">No such file, a damaged one, or one that holds something else.</exception>
    public static PairMoments Load(string path)
    {
        using var file = Safetensors.Read(path);
        if (file.Metadata.GetValueOrDefault("format") != Format) throw Damaged(path, $"its format is '{file.Metadata.GetValueOrDefault("format", "unnamed")}', not '{Format}'");
        var (dim, views) = (Number(file, path, "dim", 1), Number(file, path, "views", 2));
        var count = Read(file, path, "count", 1)[0];
        if (count <= 0) throw Damaged(path, string.Create(CultureInfo.InvariantCulture, $"its count is {count}"));
        return new PairMoments
        {
            Dim = dim,
            Views = views,
            Count = count,
            Mean = Read(file, path, "mean", dim),
            Total = new Matrix(dim, dim, Symmetric(file, path, "total", dim)),
            Cross = new Matrix(dim, dim, Symmetric(file, path, "cross", dim)),
            Labels = LabelsOf(file, path, dim),
        };
    }

    private static LabelMoments? LabelsOf(SafetensorsFile file, string path, int dim)
    {
        if (!file.Tensors.TryGetValue("label-counts", out var tensor)) return null;
        var classes = tensor.Count;
        var counts = Read(file, path, "label-counts", classes);
        if (counts.Any(c => c < 0)) throw Damaged(path, "a class has a negative count");
        return new LabelMoments(counts, new Matrix((int)classes, dim, Read(file, path, "label-means", classes, dim)));
    }

    private static double[] Symmetric(SafetensorsFile file, string path, string name, int dim)
    {
        var values = Read(file, path, name, dim, dim);
        for (long i = 0; i < dim; i++)
        {
            for (var j = i + 1; j < dim; j++)
            {
                if (values[(i * dim) + j] != values[(j * dim) + i]) throw Damaged(path, $"'{name}' is not symmetric in row {i}, column {j}");
            }
        }

        return values;
    }

    private static int Number(SafetensorsFile file, string path, string name, int least) =>
        int.TryParse(file.Metadata.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : throw Damaged(path, $"its {name} is '{file.Metadata.GetValueOrDefault(name, "missing")}'");

    private static double[] Read(SafetensorsFile file, string path, string name, params long[] shape)
    {
        if (!file.Tensors.TryGetValue(name, out var tensor)) throw Damaged(path, $"it has no tensor '{name}'");
        if (tensor.ElementType != ElementType.Float64 || !tensor.Shape.SequenceEqual(shape))
        {
            throw Damaged(path, $"its '{name}' is {tensor.ElementType} [{string.Join(", ", tensor.Shape)}], not float64 [{string.Join(", ", shape)}]");
        }

        var values = tensor.ToArray<double>();
        return Array.TrueForAll(values, double.IsFinite) ? values : throw Damaged(path, $"its '{name}' holds numbers that are not finite");
    }

    private static RequestException Damaged(string path, string seen) =>
        new($"'{path}' does not hold moments of pairs", seen, "give a file that moments were saved to, or make them again");
}
