namespace Semblance.Insight.Audit;

/// <summary>The training behind audited features, for remedies that name its options.</summary>
/// <param name="Method">Method.</param>
/// <param name="Augment">Augmentation preset or file.</param>
/// <param name="Encoder">Encoder with options.</param>
/// <param name="Head">Head with options.</param>
/// <param name="Layer">Audited layer: representation or embedding.</param>
/// <param name="Epochs">Epochs asked for.</param>
public sealed record AuditTraining(string Method, string Augment, string Encoder, string Head, string Layer, int Epochs);
