using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Copies filled view buffers into tensors.</summary>
internal static class SampleTensors
{
    /// <summary>All views of a batch one after the other, [views * batch, c, h, w] in channels-last memory, or [views * batch, dim].</summary>
    internal static Tensor Of(ViewBatch batch, int views, SampleShape shape, Device device)
    {
        var rows = (long)views * batch.Count;
        var flat = Tensor.Empty(shape.IsImage ? [rows, shape.Height, shape.Width, shape.Channels] : [rows, shape.Channels]);
        var target = flat.Elements<float>();
        var size = batch.Count * shape.Count;
        for (var v = 0; v < views; v++) batch.View(v).CopyTo(target.Slice(v * size, size));
        return (shape.IsImage ? flat.Permute(0, 3, 1, 2) : flat).To(device);
    }
}
