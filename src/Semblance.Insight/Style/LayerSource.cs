using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Style;

/// <summary>A frozen network: features of several layers from normalised samples.</summary>
/// <param name="Names">Name of each layer; the first is the input where it is wanted.</param>
/// <param name="Map">Samples [rows, ...] float32 -> one tensor [rows, size] for each layer.</param>
/// <param name="Own">Name of the layer that downstream tasks use.</param>
internal sealed record LayerSource(IReadOnlyList<string> Names, Func<Tensor, IReadOnlyList<Tensor>> Map, string Own)
{
    internal const string Input = "input";

    /// <summary>Inputs beyond this size are left out: their probes would cost more than all the rest.</summary>
    private const int LargestInput = 4096;

    /// <summary>The layers of a run's network, the input before them where it is wanted and not too large.</summary>
    internal static LayerSource Of(RunModel model, int inputSize, bool wantsInput = true)
    {
        var own = model.OwnLayer == FeatureLayer.Embedding ? model.LayerNames[^1] : model.LayerNames[0];
        return !wantsInput || inputSize > LargestInput
            ? new LayerSource(model.LayerNames, model.Layers, own)
            : new LayerSource([Input, .. model.LayerNames], samples => [samples.Flatten(1), .. model.Layers(samples)], own);
    }
}
