using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>Runs convolutions and matrix products on this thread in a shorter type until disposed; reductions and losses stay in float32.</summary>
/// <remarks>Open one for each step: the short copy of a weight is kept while it lasts, and a weight changed meanwhile would not be cast anew.</remarks>
public readonly unsafe ref struct Autocast
{
    private readonly DeviceType _device;
    private readonly bool _isOpen;
    private readonly int _wasOn;
    private readonly int _typeBefore;

    /// <summary>Switches autocast on, or, for Float32, off.</summary>
    /// <param name="device">The device whose operators are cast.</param>
    /// <param name="type">BFloat16 (CPU, GPU) or Float16 (GPU). Float32: nothing is cast, even inside another autocast.</param>
    /// <exception cref="TorchException">The engine cannot cast to this type.</exception>
    public Autocast(Device device, ElementType type)
    {
        Runtime.EnsureLoaded();
        _device = device.Type;
        var isOn = type != ElementType.Float32;
        int wasOn, typeBefore;
        Status.Check(
            NativeMethods.semblance_autocast((int)_device, isOn ? 1 : 0, (int)(isOn ? type : ElementType.BFloat16), &wasOn, &typeBefore), $"autocast to {type}");
        _wasOn = wasOn;
        _typeBefore = typeBefore;
        _isOpen = true;
    }

    /// <summary>Restores the mode that was in force and lets cached casts go.</summary>
    public void Dispose()
    {
        if (!_isOpen) return;
        int on, type;
        _ = NativeMethods.semblance_autocast((int)_device, _wasOn, _typeBefore, &on, &type);
    }
}
