namespace Semblance.Networks.Layers;

/// <summary>How the weights of a convolution are drawn.</summary>
public enum WeightInitialisation
{
    /// <summary>Uniform in +-1/sqrt(fan in), PyTorch's default.</summary>
    UniformFanIn,

    /// <summary>Normal with variance 2 / fan out (He et al. 2015), as torchvision's residual networks have it.</summary>
    NormalFanOut,
}
