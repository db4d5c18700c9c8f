using System.Globalization;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>A closed-form encoder: features of a sample, minus their mean, times a weight matrix. Works on samples it has never seen.</summary>
/// <param name="Features">The feature map.</param>
/// <param name="Mean">Mean of the features, [p]; zeros for methods that do not centre.</param>
/// <param name="Weight">[p, dim].</param>
public sealed record SpectralEncoder(IFeatureMap Features, double[] Mean, Matrix Weight)
{
    private const int Chunk = 4096;
    private const string Format = "semblance-encoder";

    /// <summary>Columns of a sample, d.</summary>
    public int InputDim => Features.InputDim;

    /// <summary>Size of the embedding.</summary>
    public int Dim => Weight.Columns;

    /// <summary>Embeds samples.</summary>
    /// <param name="samples">[n, d].</param>
    /// <returns>[n, dim].</returns>
    /// <exception cref="RequestException">Another number of columns.</exception>
    public Matrix Transform(Matrix samples)
    {
        if (samples.Columns != InputDim) throw new RequestException("the samples do not fit the encoder", $"they have {samples.Columns} columns, the encoder was solved for {InputDim}", "give samples of the same features");
        var result = new Matrix(samples.Rows, Dim);
        for (var start = 0; start < samples.Rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var rows = Math.Min(Chunk, samples.Rows - start);
            var block = Tensor.FromSpan<double>(samples.Values.AsSpan(start * samples.Columns, rows * samples.Columns), rows, samples.Columns);
            Transform(block).ToArray<double>().CopyTo(result.Values, (long)start * Dim);
        }

        return result;
    }

    /// <summary>Embeds samples, [n, d] -> [n, dim], float64; lives in the scope of the caller.</summary>
    public Tensor Transform(Tensor samples)
    {
        using var scope = new TensorScope();
        var features = Features.Map(samples);
        return scope.Return((features - Tensor.From(Mean, 1, Mean.Length)).MatMul(Weight.ToTensor()));
    }

    /// <summary>Writes the encoder as one safetensors file, atomically.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        using var scope = new TensorScope();
        List<KeyValuePair<string, Tensor>> tensors = [new("weight", Weight.ToTensor()), new("mean", Tensor.From(Mean, Mean.Length)), .. Features.State()];
        Safetensors.Write(path, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["features"] = Features.Name,
            ["input-dim"] = InputDim.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Reads an encoder that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RequestException">No such file, or not such an encoder.</exception>
    public static SpectralEncoder Load(string path)
    {
        using var file = Safetensors.Read(path);
        if (!file.Metadata.TryGetValue("format", out var format) || format != Format)
        {
            throw new RequestException($"'{path}' is no closed-form encoder", $"its format is '{format ?? "not stated"}'", "give a file that `semblance solve --encoder-out` wrote");
        }

        using var scope = new TensorScope();
        var weight = Matrix.From(file.Tensors["weight"]);
        var inputDim = int.Parse(file.Metadata["input-dim"], CultureInfo.InvariantCulture);
        return new SpectralEncoder(FeatureMaps.From(file.Metadata["features"], inputDim, file.Tensors), file.Tensors["mean"].ToArray<double>(), weight);
    }
}
