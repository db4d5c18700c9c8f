using Semblance.Objectives.Distillation;

namespace Semblance.Objectives.SimSiam;

/// <summary>SimSiam as the library describes it.</summary>
/// <remarks>Chen and He 2021, equations 1 to 4: minus the mean cosine over both directions. More than two views: over all ordered pairs.</remarks>
internal static class SimSiamMethod
{
    internal const string Name = "simsiam";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "One view predicts another, whose gradient is stopped; no negatives, no second network.",
        Source = "Chen, He, Exploring Simple Siamese Representation Learning, CVPR 2021, equations 1-4",
        OptionsType = typeof(SimSiamOptions),
        Create = (options, context) => new DistillationObjective(Name, context, ((SimSiamOptions)options).PredictorHidden, 0, -1),
        Head = "mlp:hidden=2048x2048,out=2048,last-norm=standardise,last-bias=false",
    };
}
