// The kernels of batch_norm.h, 16 channels at a time over blocks of rows that stay in the first caches. Compiled for AVX2 and
// FMA: nothing here may be called, and no inline function of the standard library instantiated, before the processor was asked.
#include "batch_norm.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace semblance {
namespace {
constexpr int kWidth = 8;
constexpr int64_t kBlock = 64;  // rows that are summed in float32 before the sum goes to float64

struct Pair {  // 16 channels
  __m256 low, high;
};

inline Pair load(const float* p) { return {_mm256_loadu_ps(p), _mm256_loadu_ps(p + kWidth)}; }
inline void store(float* p, Pair v) {
  _mm256_storeu_ps(p, v.low);
  _mm256_storeu_ps(p + kWidth, v.high);
}
inline Pair zero() { return {_mm256_setzero_ps(), _mm256_setzero_ps()}; }
inline Pair operator+(Pair a, Pair b) { return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)}; }
inline Pair operator-(Pair a, Pair b) { return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)}; }
inline Pair operator*(Pair a, Pair b) { return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)}; }
inline Pair fma(Pair a, Pair b, Pair c) { return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)}; }
inline Pair above_zero(Pair v) { return {_mm256_max_ps(v.low, _mm256_setzero_ps()), _mm256_max_ps(v.high, _mm256_setzero_ps())}; }
// a where y > 0, else 0.
inline Pair where_positive(Pair y, Pair a) {
  const __m256 none = _mm256_setzero_ps();
  return {_mm256_and_ps(_mm256_cmp_ps(y.low, none, _CMP_GT_OQ), a.low), _mm256_and_ps(_mm256_cmp_ps(y.high, none, _CMP_GT_OQ), a.high)};
}

inline void flush(Pair sum, double* target) {
  alignas(32) float values[kChannels];
  store(values, sum);
  for (int64_t c = 0; c < kChannels; c++) target[c] += values[c];
}

// Calls body(c, first row, last row) for all channels of one block of rows, then for the next.
template <typename Body>
inline void blocks(int64_t channels, int64_t first, int64_t last, Body body) {
  for (int64_t r = first; r < last; r += kBlock) {
    const int64_t end = last - r < kBlock ? last : r + kBlock;
    for (int64_t c = 0; c < channels; c += kChannels) body(c, r, end);
  }
}

void moments(const float* x, const float* shift, int64_t channels, int64_t first, int64_t last, double* sums) {
  blocks(channels, first, last, [&](int64_t c, int64_t r, int64_t end) {
    const Pair centre = load(shift + c);
    Pair sum[2] = {zero(), zero()}, square[2] = {zero(), zero()};
    for (; r < end; r++) {
      const Pair d = load(x + r * channels + c) - centre;
      sum[r & 1] = sum[r & 1] + d;
      square[r & 1] = fma(d, d, square[r & 1]);
    }
    flush(sum[0] + sum[1], sums + c);
    flush(square[0] + square[1], sums + channels + c);
  });
}

template <bool Relu, bool Add>
void apply_rows(const NormRows& rows, const float* residual, int64_t first, int64_t last, float* y) {
  const int64_t channels = rows.channels;
  blocks(channels, first, last, [&](int64_t c, int64_t r, int64_t end) {
    const Pair scale = load(rows.scale + c), offset = load(rows.offset + c);
    for (int64_t at = r * channels + c; r < end; r++, at += channels) {
      Pair v = fma(load(rows.x + at), scale, offset);
      if (Add) v = v + load(residual + at);
      store(y + at, Relu ? above_zero(v) : v);
    }
  });
}

void apply(const NormRows& rows, const float* residual, bool relu, int64_t first, int64_t last, float* y) {
  const auto kernel = relu ? (residual ? apply_rows<true, true> : apply_rows<true, false>) : (residual ? apply_rows<false, true> : apply_rows<false, false>);
  kernel(rows, residual, first, last, y);
}

enum class Sign { none, of_x, of_y };  // what says where the gradient passes

template <Sign From>
inline Pair slope_at(const float* dy, const float* y, int64_t at, Pair x, Pair scale, Pair offset) {
  const Pair g = load(dy + at);
  if (From == Sign::none) return g;
  return where_positive(From == Sign::of_y ? load(y + at) : fma(x, scale, offset), g);
}

template <Sign From>
void sum_rows(const NormRows& rows, const float* dy, const float* y, int64_t first, int64_t last, float* slope, double* sums) {
  const int64_t channels = rows.channels;
  blocks(channels, first, last, [&](int64_t c, int64_t r, int64_t end) {
    const Pair scale = load(rows.scale + c), offset = load(rows.offset + c), mean = load(rows.mean + c);
    Pair sum = zero(), product = zero();
    for (int64_t at = r * channels + c; r < end; r++, at += channels) {
      const Pair x = load(rows.x + at), g = slope_at<From>(dy, y, at, x, scale, offset);
      if (From == Sign::of_y) store(slope + at, g);
      sum = sum + g;
      product = fma(g, x - mean, product);
    }
    flush(sum, sums + c);
    flush(product, sums + channels + c);
  });
}

void sums(const NormRows& rows, const float* dy, const float* y, bool relu, int64_t first, int64_t last, float* slope, double* sums) {
  const auto kernel = !relu ? sum_rows<Sign::none> : y ? sum_rows<Sign::of_y> : sum_rows<Sign::of_x>;
  kernel(rows, dy, y, first, last, slope, sums);
}

template <Sign From>
void gradient_rows(const NormRows& rows, const float* dy, const float* level, const float* tilt, int64_t first, int64_t last, float* dx) {
  const int64_t channels = rows.channels;
  blocks(channels, first, last, [&](int64_t c, int64_t r, int64_t end) {
    const Pair scale = load(rows.scale + c), offset = load(rows.offset + c), mean = load(rows.mean + c), flat = load(level + c), steep = load(tilt + c);
    for (int64_t at = r * channels + c; r < end; r++, at += channels) {
      const Pair x = load(rows.x + at), g = slope_at<From>(dy, nullptr, at, x, scale, offset);
      store(dx + at, scale * (g - flat - (x - mean) * steep));
    }
  });
}

void gradient(const NormRows& rows, const float* dy, bool relu, const float* level, const float* tilt, int64_t first, int64_t last, float* dx) {
  const auto kernel = relu ? gradient_rows<Sign::of_x> : gradient_rows<Sign::none>;
  kernel(rows, dy, level, tilt, first, last, dx);
}
}  // namespace

const NormKernels* norm_avx2() {
  static const NormKernels kernels{moments, apply, sums, gradient};
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels : nullptr;
}
}  // namespace semblance
#else
const semblance::NormKernels* semblance::norm_avx2() { return nullptr; }
#endif
