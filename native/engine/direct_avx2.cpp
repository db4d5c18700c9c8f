// The kernels of direct.h. Compiled for AVX2 and FMA: nothing here may be called, and no inline function of the standard
// library instantiated, before the processor was asked.
#include "direct.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace semblance {
namespace {
constexpr int kWidth = 8;
constexpr int kInputs = 6;  // input channels at once in the gradient of the weights

// Asks for what the next pixels look at below one tap: they lie too far apart for the processor to foresee.
inline void fetch(const float* const* row, int64_t input) {
  for (int p = 0; p < kPixels; p++) {
    for (int64_t k = 0; k < input; k += kLanes) __builtin_prefetch(row[p] + k);
  }
}

// 6 x 2 sums, 2 weights and 1 input fill the 16 registers.
void mix(const float* const* rows, int64_t pixels, int64_t taps, int64_t input, const float* u, float* const* to, int64_t offset, bool add) {
  for (int64_t first = 0; first < pixels; first += kPixels, rows += taps * kPixels, to += kPixels) {
    __m256 sums[kPixels][2];
    for (int p = 0; p < kPixels; p++) {
      sums[p][0] = add ? _mm256_loadu_ps(to[p] + offset) : _mm256_setzero_ps();
      sums[p][1] = add ? _mm256_loadu_ps(to[p] + offset + kWidth) : _mm256_setzero_ps();
    }
    const float* b = u;
    for (int64_t t = 0; t < taps; t++) {
      const float* const* row = rows + t * kPixels;
      if (offset == 0 && first + kPixels < pixels) fetch(row + taps * kPixels, input);
      const float *r0 = row[0], *r1 = row[1], *r2 = row[2], *r3 = row[3], *r4 = row[4], *r5 = row[5];
      for (int64_t k = 0; k < input; k++, b += kLanes) {
        const __m256 low = _mm256_loadu_ps(b), high = _mm256_loadu_ps(b + kWidth);
        const auto pixel = [&](int p, const float* r) {
          const __m256 x = _mm256_broadcast_ss(r + k);
          sums[p][0] = _mm256_fmadd_ps(x, low, sums[p][0]);
          sums[p][1] = _mm256_fmadd_ps(x, high, sums[p][1]);
        };
        pixel(0, r0), pixel(1, r1), pixel(2, r2), pixel(3, r3), pixel(4, r4), pixel(5, r5);
      }
    }
    for (int p = 0; p < kPixels; p++) {
      _mm256_storeu_ps(to[p] + offset, sums[p][0]);
      _mm256_storeu_ps(to[p] + offset + kWidth, sums[p][1]);
    }
  }
}

// from [pixels][16]
template <int Inputs>
void outer_rows(const float* const* rows, int64_t pixels, int64_t step, int64_t channel, const float* from, float* du) {
  __m256 sums[Inputs][2];
#pragma GCC unroll 8
  for (int i = 0; i < Inputs; i++) {
    sums[i][0] = _mm256_loadu_ps(du + i * kLanes);
    sums[i][1] = _mm256_loadu_ps(du + i * kLanes + kWidth);
  }
  for (int64_t first = 0; first < pixels; first += kPixels, rows += step) {
    for (int p = 0; p < kPixels; p++, from += kLanes) {
      const __m256 low = _mm256_loadu_ps(from), high = _mm256_loadu_ps(from + kWidth);
      const float* row = rows[p] + channel;
#pragma GCC unroll 8
      for (int i = 0; i < Inputs; i++) {
        const __m256 x = _mm256_broadcast_ss(row + i);
        sums[i][0] = _mm256_fmadd_ps(x, low, sums[i][0]);
        sums[i][1] = _mm256_fmadd_ps(x, high, sums[i][1]);
      }
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < Inputs; i++) {
    _mm256_storeu_ps(du + i * kLanes, sums[i][0]);
    _mm256_storeu_ps(du + i * kLanes + kWidth, sums[i][1]);
  }
}

void outer(const float* const* rows, int64_t pixels, int64_t taps, int64_t input, const float* const* from, int64_t offset, float* du) {
  alignas(32) float packed[kBlock * kLanes];
  for (int64_t p = 0; p < pixels; p++) {
    _mm256_store_ps(packed + p * kLanes, _mm256_loadu_ps(from[p] + offset));
    _mm256_store_ps(packed + p * kLanes + kWidth, _mm256_loadu_ps(from[p] + offset + kWidth));
  }
  const int64_t step = taps * kPixels;
  for (int64_t t = 0; t < taps; t++, rows += kPixels, du += input * kLanes) {
    int64_t c = 0;
    for (; c + kInputs <= input; c += kInputs) outer_rows<kInputs>(rows, pixels, step, c, packed, du + c * kLanes);
    for (; c + 3 <= input; c += 3) outer_rows<3>(rows, pixels, step, c, packed, du + c * kLanes);
    for (; c < input; c++) outer_rows<1>(rows, pixels, step, c, packed, du + c * kLanes);
  }
}
}  // namespace

const DirectKernels* direct_avx2() {
  static const DirectKernels kernels{mix, outer};
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels : nullptr;
}
}  // namespace semblance
#else
const semblance::DirectKernels* semblance::direct_avx2() { return nullptr; }
#endif
