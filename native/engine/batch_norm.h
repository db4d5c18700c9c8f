// Batch normalisation of rows [rows, channels] with what follows it in residual networks, a residual that is added and a ReLU,
// in as few passes over memory as the sums allow: two forward, two backward. Channels come in multiples of kChannels.
#pragma once
#include <cstdint>

namespace semblance {

constexpr int64_t kChannels = 16;

struct NormRows {
  const float *x, *scale, *offset;  // normalised rows are x scale + offset
  const float* mean;
  int64_t channels;
};

struct NormKernels {
  // sums [2][channels] += sum of x - shift and of its square.
  void (*moments)(const float* x, const float* shift, int64_t channels, int64_t first, int64_t last, double* sums);
  // y = x scale + offset, plus residual unless it is null, not below 0 with relu.
  void (*apply)(const NormRows& rows, const float* residual, bool relu, int64_t first, int64_t last, float* y);
  // sums [2][channels] += sum of g and of g (x - mean), with g the gradient dy where y > 0, or everywhere without relu.
  // y null: the sign of y is taken from x. slope not null: g is written there.
  void (*sums)(const NormRows& rows, const float* dy, const float* y, bool relu, int64_t first, int64_t last, float* slope, double* sums);
  // dx = scale (g - level - (x - mean) tilt), g as above.
  void (*gradient)(const NormRows& rows, const float* dy, bool relu, const float* level, const float* tilt, int64_t first, int64_t last, float* dx);
};

// Null where the processor lacks what the kernels were compiled for.
const NormKernels* norm_avx2();

}  // namespace semblance
