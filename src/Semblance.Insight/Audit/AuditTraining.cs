using Semblance.Pairs;

namespace Semblance.Insight.Audit;

/// <summary>The training behind audited features, for remedies that name its options.</summary>
/// <param name="Method">Method.</param>
/// <param name="Augment">Augmentation preset or file.</param>
/// <param name="Encoder">Encoder with options.</param>
/// <param name="Head">Head with options.</param>
/// <param name="Layer">Audited layer: representation or embedding.</param>
/// <param name="Epochs">Epochs asked for.</param>
public sealed record AuditTraining(string Method, string Augment, string Encoder, string Head, string Layer, int Epochs)
{
    /// <summary>Data set with its designs.</summary>
    public string Data { get; init; } = "";

    /// <summary>Folder of the run, for files that a remedy writes; null when there is none.</summary>
    public string? Folder { get; init; }

    /// <summary>How views were drawn; null when not known.</summary>
    public ViewPlan? Views { get; init; }
}
