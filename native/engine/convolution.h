// Ways to convolve float32 maps [n, c, h, w], channels last, with square kernels, without bias, groups or dilation.
#pragma once
#include <ATen/core/Tensor.h>

#include "maps.h"

namespace semblance {

struct Convolving {
  int64_t stride, padding;

  int64_t size(int64_t pixels, int64_t kernel) const { return (pixels + 2 * padding - kernel) / stride + 1; }
};

struct Convolved {
  at::Tensor maps, moments;  // moments as moments.h gives them, or none (no numbers)
};

struct ConvolutionWay {
  // Moments if they are wanted: summed over each piece as soon as it is written.
  Convolved (*forward)(const at::Tensor& x, const at::Tensor& weight, Convolving how, bool wanted);
  // Into dx, of the size and order of the maps that went in: instead of what stands there, or on top of it.
  void (*map_gradient)(const at::Tensor& dy, const at::Tensor& weight, Convolving how, const at::Tensor& dx, bool add);
  at::Tensor (*weight_gradient)(const at::Tensor& x, const at::Tensor& dy, Convolving how);
};

inline Maps maps_of(const at::Tensor& x, const at::Tensor& y) { return {x.size(0), y.size(2), y.size(3), x.size(2), x.size(3)}; }

// Both want channels in multiples of 16, and give null where the processor lacks what they need.
const ConvolutionWay* winograd();   // kernels of 3x3, stride 1 or 2, padding 1
const ConvolutionWay* pointwise();  // kernels of 1x1, any stride, no padding

}  // namespace semblance
