using System.Globalization;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Heads;

/// <summary>The layers between representation and embedding; thrown away after training.</summary>
/// <remarks>Its tensors are named as those of a flat PyTorch <c>Sequential</c>: 0.weight, 1.running_mean, 3.weight.</remarks>
public sealed class ProjectionHead : Module
{
    internal ProjectionHead(string spec, int outputDim, IEnumerable<Module> layers)
    {
        Spec = spec;
        OutputDim = outputDim;
        Layers = [.. layers.Select((m, k) => AddChild(k.ToString(CultureInfo.InvariantCulture), m))];
    }

    /// <summary>Name and every option; <see cref="Heads.Create"/> makes the same architecture from it.</summary>
    public string Spec { get; }

    /// <summary>Features of the embedding, >= 1.</summary>
    public int OutputDim { get; }

    /// <summary>Linear layers, normalisations and ReLUs in order; empty for the head that changes nothing.</summary>
    public IReadOnlyList<Module> Layers { get; }

    /// <summary>Representations [batch, input] -> embeddings [batch, out].</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var x = input;
        foreach (var layer in Layers) x = layer.Forward(x);
        return scope.Return(x);
    }

    /// <summary>What each layer gives, counting a linear layer with its normalisation and ReLU as one, for representations [batch, input].</summary>
    /// <returns>One tensor [batch, size] for each hidden layer, then the embeddings; the last equals <see cref="Forward"/>.</returns>
    public IReadOnlyList<Tensor> Outputs(Tensor input)
    {
        using var scope = new TensorScope();
        var found = new List<Tensor>();
        var x = input;
        foreach (var layer in Layers)
        {
            x = layer.Forward(x);
            if (layer is Relu) found.Add(x);
        }

        found.Add(x);
        return scope.Return(found);
    }
}
