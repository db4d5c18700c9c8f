using Semblance.Tensors;

namespace Semblance.Networks;

/// <summary>The ATen operators that layers and optimisers call, under one roof.</summary>
internal static class Kernels
{
    /// <summary>The dispatcher's number of the memory order [n, h, w, c].</summary>
    internal const int ChannelsLastFormat = 2;

    // Not aten::convolution: autocast knows only this name.
    internal static readonly Operator Convolution = Operator.Named("conv2d");
    internal static readonly Operator TransposedConvolution = Operator.Named("convolution");
    internal static readonly Operator Slice = Operator.Named("slice.Tensor");
    internal static readonly Operator SquareConvolution = Operator.Named("semblance::conv2d");
    internal static readonly Operator ForkedConvolution = Operator.Named("semblance::conv2d_fork");
    internal static readonly Operator MeasuredConvolution = Operator.Named("semblance::conv2d_moments");
    internal static readonly Operator BatchNorm = Operator.Named("batch_norm");
    internal static readonly Operator BatchNormAct = Operator.Named("semblance::batch_norm_act");
    internal static readonly Operator LayerNorm = Operator.Named("layer_norm");
    internal static readonly Operator MaxPool = Operator.Named("max_pool2d");
    internal static readonly Operator AveragePool = Operator.Named("avg_pool2d");
    internal static readonly Operator AdaptiveAveragePool = Operator.Named("adaptive_avg_pool2d");
    internal static readonly Operator AdaptiveMaxPool = Operator.Named("adaptive_max_pool2d");
    internal static readonly Operator ReluInPlace = Operator.Named("relu_");
    internal static readonly Operator AddNumberInPlace = Operator.Named("add_.Scalar");
    internal static readonly Operator Clone = Operator.Named("clone");
    internal static readonly Operator SetData = Operator.Named("set_data");

    internal static readonly Operator EachMultiply = Operator.Named("_foreach_mul_.Scalar");
    internal static readonly Operator EachMultiplyEach = Operator.Named("_foreach_mul_.List");
    internal static readonly Operator EachAdd = Operator.Named("_foreach_add_.List");
    internal static readonly Operator EachSum = Operator.Named("_foreach_add.List");
    internal static readonly Operator EachAddNumber = Operator.Named("_foreach_add_.Scalar");
    internal static readonly Operator EachDivide = Operator.Named("_foreach_div_.Scalar");
    internal static readonly Operator EachAddProduct = Operator.Named("_foreach_addcmul_.Scalar");
    internal static readonly Operator EachAddQuotient = Operator.Named("_foreach_addcdiv_.Scalar");
    internal static readonly Operator EachSquareRoot = Operator.Named("_foreach_sqrt");
    internal static readonly Operator EachNorm = Operator.Named("_foreach_norm.Scalar");
}
