// 1x1 convolution of any stride, channels last, float32: the pixels that a stride meets are gathered and multiplied by a matrix.
#pragma once
#include "maps.h"

namespace semblance {

struct PointwiseKernels {
  // y (pixels first .. first + count of all that come out) = what they see of x times u [output / 16][input][16].
  void (*forward)(const Maps& maps, int64_t stride, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch);
  // dx += what these pixels' gradients dy say of the pixels they see; u [input / 16][output][16].
  void (*map_gradient)(const Maps& maps, int64_t stride, const float* dy, int64_t output, const float* u, int64_t input, float* dx, int64_t first, int64_t count, float* scratch);
  // du [output / 16][input][16] += what these pixels say.
  void (*weights)(const Maps& maps, int64_t stride, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch);

  // Floats of scratch that `count` pixels need.
  int64_t scratch(int64_t count, int64_t input) const { return count * (input + kPanel); }
};

// Null where the processor lacks what the kernels were compiled for.
const PointwiseKernels* pointwise_avx2();

}  // namespace semblance
