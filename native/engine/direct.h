// Convolution as sums of small matrix products, channels last: every output pixel is the sum over the kernel's rows (taps) of the pixels
// below that row, which lie side by side, times a matrix. Pointers say where they are, so one kernel serves every stride, padding and gradient.
#pragma once
#include <cstdint>

namespace semblance {

constexpr int64_t kLanes = 16;  // output channels that one inner loop works on
constexpr int64_t kPixels = 6;  // pixels that it works on
constexpr int64_t kBlock = 48;  // most pixels of a call; with powers of two as distances, more would drive each other out of the first cache

struct DirectKernels {
  // rows [pixels / 6][taps][6] point at [input] numbers each. to[pixel][offset .. offset + 16) = sum over taps and input of row times
  // u [taps][input][16], on top of what stands there if `add`. pixels is a multiple of 6, at most kBlock.
  void (*mix)(const float* const* rows, int64_t pixels, int64_t taps, int64_t input, const float* u, float* const* to, int64_t offset, bool add);
  // du [taps][input][16] += sum over pixels of row times from[pixel][offset .. offset + 16).
  void (*outer)(const float* const* rows, int64_t pixels, int64_t taps, int64_t input, const float* const* from, int64_t offset, float* du);
};

// Null where the processor lacks what the kernels were compiled for.
const DirectKernels* direct_avx2();

}  // namespace semblance
