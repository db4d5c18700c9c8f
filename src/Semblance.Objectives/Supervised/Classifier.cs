using Semblance.Networks;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Objectives.Supervised;

/// <summary>One linear layer from embeddings to class scores.</summary>
internal sealed class Classifier : Module
{
    private readonly Linear _layer;

    /// <summary>A classifier with freshly drawn weights.</summary>
    internal Classifier(int dim, int classes, Rng rng) => _layer = AddChild("classifier", new Linear(dim, classes, rng));

    /// <summary>[batch, dim] -> [batch, classes].</summary>
    public override Tensor Forward(Tensor input) => _layer.Forward(input);
}
