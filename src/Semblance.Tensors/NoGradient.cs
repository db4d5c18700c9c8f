using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>Switches gradient recording off on this thread until disposed.</summary>
public readonly ref struct NoGradient
{
    private readonly bool _wasRecording;

    /// <summary>Switches recording off.</summary>
    public NoGradient()
    {
        Runtime.EnsureLoaded();
        _wasRecording = NativeMethods.semblance_grad_mode(0) != 0;
    }

    /// <summary>True when operations on this thread are recorded.</summary>
    public static bool IsRecording
    {
        get
        {
            Runtime.EnsureLoaded();
            return NativeMethods.semblance_grad_mode(-1) != 0;
        }
    }

    /// <summary>Restores the mode that was in force.</summary>
    public void Dispose()
    {
        if (_wasRecording) _ = NativeMethods.semblance_grad_mode(1);
    }
}
