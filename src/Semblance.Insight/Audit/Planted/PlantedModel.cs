using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit.Planted;

/// <summary>The data model of Xue et al. 2023 with more to tell: samples are sums of orthogonal directions, one set for each attribute, plus noise; an augmentation adds to each direction its own
/// step, some of them recorded as parameters.</summary>
/// <remarks>Classes (4) in three directions, a division of each class in two, textures (3) in two, size in one; two places as nuisances; in the case of bits six of them, in the case of a weak augmentation two more nuisances. Which share
/// of a direction two views have in common decides what a self-supervised optimum keeps: the largest shares, as many as there are dimensions (preserved-fraction rule).</remarks>
internal sealed class PlantedModel
{
    internal const int Rows = 1200, InputDim = 40, Classes = 4, Textures = 3, Bits = 6;
    private static readonly string[] Places = ["place.x", "place.y"], Lights = ["light", "hue"];
    private readonly Random _random;
    private readonly List<PlantedLatent> _latents = [];
    private readonly List<double[]> _values = [];
    private readonly double[][] _axes;
    private readonly double _noise;

    internal PlantedModel(PlantedCase planted, int seed)
    {
        _random = new Random(seed);
        Labels = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(Classes))];
        Halves = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(2))];
        Texture = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(Textures))];
        Size = Normals();
        Levels("labels", Labels, Classes, Between(0.90, 0.94));
        Divide(Between(0.86, 0.90));
        Levels("texture", Texture, Textures, Between(0.82, 0.86));
        Add(new PlantedLatent("size", Strength(), Between(0.76, 0.80), "zoom"), Size);
        var isWeak = planted == PlantedCase.WeakAugmentation;
        foreach (var name in isWeak ? [.. Places, .. Lights] : Places) Nuisance(name, isWeak ? Between(0.975, 0.985) : Between(0.25, 0.4));
        if (planted == PlantedCase.Bits) for (var b = 0; b < Bits; b++) Bit(b);
        _axes = [.. Enumerable.Range(0, _latents.Count).Select(_ => new double[InputDim])];
        Orthonormal();
        _noise = Between(0.05, 0.2);
    }

    internal int[] Labels { get; }

    internal int[] Halves { get; }

    internal int[] Texture { get; }

    internal double[] Size { get; }

    internal IReadOnlyList<PlantedLatent> Latents => _latents;

    /// <summary>Names of the recorded parameters.</summary>
    internal IReadOnlyList<string> Parameters => [.. _latents.Where(l => l.Parameter is not null).Select(l => l.Parameter!)];

    internal double[] ValuesOf(string attribute) => _values[_latents.FindIndex(l => l.Attribute == attribute)];

    /// <summary>Samples as they are, or one view of each with the recorded parameters.</summary>
    internal (FeatureSet Samples, double[] Parameters) Draw(bool isView)
    {
        var samples = new double[Rows * InputDim];
        var parameters = new List<double>();
        for (var r = 0; r < Rows; r++)
        {
            for (var k = 0; k < _latents.Count; k++)
            {
                var step = isView ? Normal() : 0;
                if (_latents[k].Parameter is not null) parameters.Add(step);
                var value = _values[k][r] + (step * _latents[k].Step);
                for (var c = 0; c < InputDim; c++) samples[(r * InputDim) + c] += value * _axes[k][c];
            }

            for (var c = 0; c < InputDim; c++) samples[(r * InputDim) + c] += _noise * Normal();
        }

        return (new FeatureSet(Array.ConvertAll(samples, v => (float)v), Rows, InputDim), [.. parameters]);
    }

    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private double[] Normals() => [.. Enumerable.Range(0, Rows).Select(_ => Normal())];

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    private double Strength() => Between(0.9, 1.2);

    private void Add(PlantedLatent latent, double[] unit)
    {
        _latents.Add(latent);
        _values.Add(Array.ConvertAll(unit, v => latent.Strength * v));
    }

    /// <summary>Corners of a simplex, of unit variance along each direction.</summary>
    private void Levels(string name, int[] levels, int count, double common)
    {
        var strength = Strength();
        for (var k = 0; k < count - 1; k++)
        {
            // Helmert contrasts: level k + 1 against the mean of those before it.
            var (below, at) = (-1 / Math.Sqrt((k + 1.0) * (k + 2)), Math.Sqrt((k + 1.0) / (k + 2)));
            Add(new PlantedLatent(name, strength, common), [.. levels.Select(l => Math.Sqrt(count) * (l <= k ? below : l == k + 1 ? at : 0))]);
        }
    }

    /// <summary>Each class is divided along a direction of its own in a plane.</summary>
    private void Divide(double common)
    {
        var angles = Enumerable.Range(0, Classes).Select(c => (Math.PI * c / Classes) + Between(-0.2, 0.2)).ToArray();
        var strength = Strength();
        for (var k = 0; k < 2; k++)
        {
            Add(new PlantedLatent("fine", strength, common), [.. Labels.Zip(Halves, (y, h) => Math.Sqrt(2) * ((2 * h) - 1) * (k == 0 ? Math.Cos(angles[y]) : Math.Sin(angles[y])))]);
        }
    }

    private void Nuisance(string name, double common) => Add(new PlantedLatent(name, Strength(), common, $"{name}.shift"), Normals());

    private void Bit(int number) => Add(new PlantedLatent($"bit{number}", Strength(), 1), [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(2) == 0 ? -1.0 : 1)]);

    /// <summary>Random orthonormal directions by Gram and Schmidt.</summary>
    private void Orthonormal()
    {
        for (var k = 0; k < _axes.Length; k++)
        {
            for (var c = 0; c < InputDim; c++) _axes[k][c] = Normal();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < k; j++)
                {
                    var overlap = _axes[k].Zip(_axes[j], (a, b) => a * b).Sum();
                    for (var c = 0; c < InputDim; c++) _axes[k][c] -= overlap * _axes[j][c];
                }
            }

            var length = Math.Sqrt(_axes[k].Sum(v => v * v));
            for (var c = 0; c < InputDim; c++) _axes[k][c] /= length;
        }
    }
}
