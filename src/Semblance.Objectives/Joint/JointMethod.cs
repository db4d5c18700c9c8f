using Semblance.Objectives.Spectral;
using Semblance.Objectives.SpectralContrastive;

namespace Semblance.Objectives.Joint;

/// <summary>The joint loss as the library describes it.</summary>
internal static class JointMethod
{
    internal const string Name = "joint";
    private const string Spectral = "spectral", ClassConditional = "class-conditional";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "A weighted sum of supervised and self-supervised contrastive learning: avoids both class collapse and feature suppression.",
        Source = "Xue, Joshi, Gan, Chen, Mirzasoleiman, Which Features are Learnt by Contrastive Learning? On the Role of Simplicity Bias in Class Collapse and Feature Suppression, ICML 2023, section 6",
        OptionsType = typeof(JointOptions),
        Create = (options, _) => Made((JointOptions)options),
        Optimum = options => Solved((JointOptions)options),
        Head = "mlp:hidden=2048,out=128",
        NeedsLabels = true,
    };

    private static IObjective Made(JointOptions options) => options.Form switch
    {
        Spectral => new SpectralJointObjective(options),
        ClassConditional => new ClassConditionalObjective(options),
        _ => new JointObjective(options),
    };

    /// <summary>The optimum of the spectral form, named a surrogate where another form is asked for.</summary>
    private static Optimum Solved(JointOptions options) => options.Form == Spectral
        ? new Optimum(new SpectralContrastiveFilter(new SpectralContrastiveOptions())) { IsCentred = false, LabelShare = options.Weight }
        : SoftmaxSurrogate.Optimum(options.Weight);
}
