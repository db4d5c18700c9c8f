using Semblance.Tensors;

namespace Semblance.Files;

/// <summary>What a safetensors file held.</summary>
/// <param name="Tensors">Tensors by name, on the CPU, owned by this object.</param>
/// <param name="Metadata">Texts stored beside them.</param>
public sealed record SafetensorsFile(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) : IDisposable
{
    /// <summary>Lets the tensors go.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values) tensor.Dispose();
    }
}
