// Products of few rows with panels of 16 columns, the inner loop of our convolutions, and the vectors it is made of. Only for files compiled for
// AVX2 and FMA: nothing here may be called, and no inline function of the standard library instantiated, before the processor was asked.
#pragma once
#include "maps.h"

namespace semblance {
namespace {
constexpr int64_t kWidth = 8;
constexpr int64_t kDeepest = 256;
constexpr int kRows = 6;  // 6 x 2 sums, 2 weights and 1 input fill the 16 registers
typedef float Vec __attribute__((vector_size(32), aligned(4), may_alias));

inline Vec load(const float* p) { return *reinterpret_cast<const Vec*>(p); }
inline void store(float* p, Vec v) { *reinterpret_cast<Vec*>(p) = v; }
inline Vec all(float x) { return Vec{x, x, x, x, x, x, x, x}; }

inline bool processor_fits() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

// c [Rows][16] (+)= sum over depth of a(row, k) b(k, 16), for `rows` rows.
template <int Rows, bool Add>
inline void product(const float* a, int64_t row_step, int64_t depth_step, const float* b, int64_t depth, float* c, int64_t c_step, int64_t rows) {
  for (int64_t begin = 0; begin < rows; begin += Rows, a += Rows * row_step, c += Rows * c_step) {
    Vec sums[Rows][2];
    for (int r = 0; r < Rows; r++) {
      sums[r][0] = Add ? load(c + r * c_step) : all(0);
      sums[r][1] = Add ? load(c + r * c_step + kWidth) : all(0);
    }
    const float *left = a, *right = b;
    for (int64_t k = 0; k < depth; k++, left += depth_step, right += kPanel) {
      const Vec low = load(right), high = load(right + kWidth);
      for (int r = 0; r < Rows; r++) {
        const Vec x = all(left[r * row_step]);
        sums[r][0] += x * low;
        sums[r][1] += x * high;
      }
    }
    for (int r = 0; r < Rows; r++) {
      store(c + r * c_step, sums[r][0]);
      store(c + r * c_step + kWidth, sums[r][1]);
    }
  }
}

// Two rows at a time keep too few sums under way: a rest of two takes a six back and goes as four and four.
template <bool Add>
void product_rows(const float* a, int64_t row_step, int64_t depth_step, const float* b, int64_t depth, float* c, int64_t c_step, int64_t rows) {
  const int64_t sixes = rows % kRows == 2 && rows > kRows ? rows - kRows - 2 : rows - rows % kRows, fours = (rows - sixes) / 4 * 4;
  const auto some = [&](auto product, int64_t first, int64_t count) { product(a + first * row_step, row_step, depth_step, b, depth, c + first * c_step, c_step, count); };
  some(product<kRows, Add>, 0, sixes);
  some(product<4, Add>, sixes, fours);
  some(product<1, Add>, sixes + fours, rows - sixes - fours);
}

// The sums over all of depth; over parts of it when the weights of a panel would not stay in the first cache.
void products(const float* a, int64_t input, const float* u, float* c, int64_t c_step, int64_t rows) {
  for (int64_t k = 0; k < input; k += kDeepest) {
    const int64_t depth = input - k < kDeepest ? input - k : kDeepest;
    (k == 0 ? product_rows<false> : product_rows<true>)(a + k, input, 1, u + k * kPanel, depth, c, c_step, rows);
  }
}
}  // namespace
}  // namespace semblance
