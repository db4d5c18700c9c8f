using Semblance.Networks;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Objectives.Distillation;

/// <summary>The small network that predicts one view's embedding from another's: linear, batch normalisation, ReLU, linear.</summary>
internal sealed class Predictor : Module
{
    private readonly Sequential _layers;

    /// <summary>A predictor with freshly drawn weights.</summary>
    /// <param name="dim">Size of an embedding, >= 1.</param>
    /// <param name="hidden">Size of the hidden layer, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    internal Predictor(int dim, int hidden, Rng rng) => _layers = AddChild(
        "predictor",
        new Sequential(new Linear(dim, hidden, rng, bias: false), new BatchNorm1d(hidden), new Relu(inPlace: true), new Linear(hidden, dim, rng)));

    /// <summary>[batch, dim] -> [batch, dim].</summary>
    public override Tensor Forward(Tensor input) => _layers.Forward(input);
}
