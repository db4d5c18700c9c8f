using BenchmarkDotNet.Attributes;
using Semblance.Insight.Benchmarks;
using Semblance.Objectives;
using Semblance.Tensors;

namespace Semblance.Micro;

/// <summary>Loss and gradient of given embeddings.</summary>
public class LossBenchmarks
{
    private IObjective? _objective;
    private Tensor[] _views = [];

    /// <summary>The method.</summary>
    [Params("simclr", "vicreg", "barlow-twins", "spectral")]
    public string Method { get; set; } = "";

    /// <summary>Batch and dimension.</summary>
    [Params("256x128", "256x2048", "2048x128")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Draw()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var size = Array.ConvertAll(Size.Split('x'), t => long.Parse(t, System.Globalization.CultureInfo.InvariantCulture));
        _objective = Methods.Create(Method, [], new ObjectiveContext((int)size[1], 0, null));
        _views = [Tensor.RandomNormal(rng, size).Keep(), Tensor.RandomNormal(rng, size).Keep()];
        foreach (var view in _views) view.RequiresGradient = true;
    }

    [GlobalCleanup]
    public void Close()
    {
        _objective!.Dispose();
        foreach (var view in _views) view.Dispose();
    }

    [Benchmark]
    public double LossAndGradient() => LossCost.Step(_objective!, _views);
}
