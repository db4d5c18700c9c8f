// Ways to convolve float32 maps [n, c, h, w], channels last, with square kernels, without bias, groups or dilation.
#pragma once
#include <ATen/core/Tensor.h>

namespace semblance {

struct Convolving {
  int64_t stride, padding;

  int64_t size(int64_t pixels, int64_t kernel) const { return (pixels + 2 * padding - kernel) / stride + 1; }
};

struct ConvolutionWay {
  at::Tensor (*forward)(const at::Tensor& x, const at::Tensor& weight, Convolving how);
  // Into dx, of the size and order of the maps that went in: instead of what stands there, or on top of it.
  void (*map_gradient)(const at::Tensor& dy, const at::Tensor& weight, Convolving how, const at::Tensor& dx, bool add);
  at::Tensor (*weight_gradient)(const at::Tensor& x, const at::Tensor& dy, int64_t kernel, Convolving how);
};

// Kernels of 3x3, stride 1, padding 1; channels in multiples of 16. Null where the processor lacks what they need.
const ConvolutionWay* winograd();

// Any kernel, stride and padding; channels out in multiples of 16, for map_gradient channels in as well.
const ConvolutionWay* direct();

}  // namespace semblance
