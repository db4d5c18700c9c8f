using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>Runs convolutions and matrix products on this thread in a shorter type until disposed; reductions and losses stay in float32.</summary>
public readonly ref struct Autocast
{
    private readonly DeviceType _device;
    private readonly bool _active;

    /// <summary>Switches autocast on.</summary>
    /// <param name="device">The device whose operators are cast.</param>
    /// <param name="type">BFloat16 (CPU, GPU) or Float16 (GPU). Float32: nothing is cast.</param>
    public Autocast(Device device, ElementType type)
    {
        Runtime.EnsureLoaded();
        _device = device.Type;
        _active = type != ElementType.Float32;
        if (_active) _ = NativeMethods.semblance_autocast((int)_device, 1, (int)type);
    }

    /// <summary>Switches autocast off and lets its cached casts go.</summary>
    public void Dispose()
    {
        if (_active) _ = NativeMethods.semblance_autocast((int)_device, 0, (int)ElementType.BFloat16);
    }
}
