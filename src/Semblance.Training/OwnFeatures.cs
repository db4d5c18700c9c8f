using Semblance.Objectives;

namespace Semblance.Training;

/// <summary>Which layer of a method's network is what downstream tasks use.</summary>
public static class OwnFeatures
{
    /// <summary>The embedding, which is the mean of the posterior, for generative methods; the representation before the head for all others.</summary>
    /// <param name="method">The method.</param>
    public static FeatureLayer Of(Method method) => method.IsGenerative ? FeatureLayer.Embedding : FeatureLayer.Representation;
}
