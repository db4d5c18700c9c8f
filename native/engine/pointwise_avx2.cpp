// The kernels of pointwise.h. Compiled for AVX2 and FMA.
#if defined(__x86_64__)
#include "pointwise.h"
#include "products_avx2.h"

namespace semblance {
namespace {
// Calls body(i, where) for the pixels first .. first + count: where in the maps that went in (in floats) the i-th of them looks.
template <typename Body>
inline void for_pixels(const Maps& maps, int64_t stride, int64_t channels, int64_t first, int64_t count, Body body) {
  int64_t x = first % maps.w, line = first / maps.w;
  for (int64_t i = 0; i < count; i++) {
    body(i, ((line / maps.h * maps.height + line % maps.h * stride) * maps.width + x * stride) * channels);
    if (++x == maps.w) x = 0, line++;
  }
}

// rows [count][channels]
void gather(const Maps& maps, int64_t stride, const float* x, int64_t channels, int64_t first, int64_t count, float* rows) {
  for_pixels(maps, stride, channels, first, count, [&](int64_t i, int64_t where) {
    for (int64_t c = 0; c < channels; c += kWidth) store(rows + i * channels + c, load(x + where + c));
  });
}

void forward(const Maps& maps, int64_t stride, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch) {
  gather(maps, stride, x, input, first, count, scratch);
  for (int64_t k = 0; k < output; k += kPanel) products(scratch, input, u + k * input, y + first * output + k, output, count);
}

void map_gradient(const Maps& maps, int64_t stride, const float* dy, int64_t output, const float* u, int64_t input, float* dx, int64_t first, int64_t count, float* scratch) {
  for (int64_t k = 0; k < input; k += kPanel) products(dy + first * output, output, u + k * output, scratch + k, input, count);
  for_pixels(maps, stride, input, first, count, [&](int64_t i, int64_t where) {
    for (int64_t c = 0; c < input; c += kWidth) store(dx + where + c, load(dx + where + c) + load(scratch + i * input + c));
  });
}

void weights(const Maps& maps, int64_t stride, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch) {
  float* panel = scratch + count * input;
  gather(maps, stride, x, input, first, count, scratch);
  for (int64_t k = 0; k < output; k += kPanel) {
    for (int64_t i = 0; i < count; i++) {
      for (int64_t c = 0; c < kPanel; c += kWidth) store(panel + i * kPanel + c, load(dy + (first + i) * output + k + c));
    }
    product_rows<true>(scratch, 1, input, panel, count, du + k * input, kPanel, input);
  }
}
}  // namespace

const PointwiseKernels* pointwise_avx2() {
  static const PointwiseKernels kernels{forward, map_gradient, weights};
  return processor_fits() ? &kernels : nullptr;
}
}  // namespace semblance
#else
#include "pointwise.h"
const semblance::PointwiseKernels* semblance::pointwise_avx2() { return nullptr; }
#endif
