using System.Globalization;
using Semblance.Errors;

namespace Semblance.Tensors;

/// <summary>Kinds of device, numbered as libtorch does.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}

/// <summary>Where a tensor lives.</summary>
/// <param name="Type">Kind of device.</param>
/// <param name="Index">Number of the device, 0-based; -1 for the only or current one.</param>
public readonly record struct Device(DeviceType Type, int Index = -1)
{
    // One more than the index, and none for the processor: so that default(Device), Device.Cpu and cpu:0 are the same device.
    private readonly int _ordinal = Type == DeviceType.Cpu ? 0 : Index + 1;

    /// <summary>Number of the device, 0-based; -1 for the only or current one.</summary>
    public int Index => _ordinal - 1;

    /// <summary>The processor.</summary>
    public static Device Cpu => new(DeviceType.Cpu);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="RequestException">Any other text, or a GPU that is not there.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return Cpu;
        var index = 0;
        var isCuda = text == "cuda" || (text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index));
        if (!isCuda) throw new RequestException($"unknown device '{text}'", "known are cpu, cuda, cuda:N", "give one of these to --device");
        var found = Runtime.CudaDevices;
        if (index >= found)
        {
            throw new RequestException(
                $"device '{text}' is not there", $"this engine sees {found} CUDA device(s)", "use --device cpu, or build against a CUDA libtorch (SEMBLANCE_LIBTORCH=/path)");
        }

        return new Device(DeviceType.Cuda, index);
    }

    /// <inheritdoc/>
    public override string ToString() => Type == DeviceType.Cpu ? "cpu" : Index < 0 ? "cuda" : $"cuda:{Index}";
}
