// The kernels of winograd.h, 8 channels at a time. Compiled for AVX2 and FMA: nothing here may be called, and no inline
// function of the standard library instantiated, before the processor was asked.
#include "winograd.h"

#if defined(__x86_64__)
namespace semblance {
namespace {
constexpr int64_t kWidth = 8;
constexpr int64_t kDeepest = 256;
constexpr int kRows = 6;  // 6 x 2 sums, 2 weights and 1 input fill the 16 registers
typedef float Vec __attribute__((vector_size(32), aligned(4), may_alias));

inline Vec load(const float* p) { return *reinterpret_cast<const Vec*>(p); }
inline void store(float* p, Vec v) { *reinterpret_cast<Vec*>(p) = v; }
inline Vec all(float x) { return Vec{x, x, x, x, x, x, x, x}; }

// One dimension of B'd, A'm and A dy.
inline void input_line(const Vec* d, Vec* out, int step) {
  const Vec even = d[4] - 4.0f * d[2], odd = d[3] - 4.0f * d[1], narrow = d[4] - d[2], wide = 2.0f * (d[3] - d[1]);
  out[0] = 4.0f * d[0] - 5.0f * d[2] + d[4];
  out[step] = even + odd;
  out[2 * step] = even - odd;
  out[3 * step] = narrow + wide;
  out[4 * step] = narrow - wide;
  out[5 * step] = 4.0f * d[1] - 5.0f * d[3] + d[5];
}

inline void output_line(const Vec* m, Vec* out, int step) {
  const Vec sum = m[1] + m[2], difference = m[1] - m[2], far_sum = m[3] + m[4], far_difference = m[3] - m[4];
  out[0] = m[0] + sum + far_sum;
  out[step] = difference + 2.0f * far_difference;
  out[2 * step] = sum + 4.0f * far_sum;
  out[3 * step] = difference + 8.0f * far_difference + m[5];
}

inline void gradient_line(const Vec* y, Vec* out, int step) {
  const Vec even = y[0] + y[2], odd = y[1] + y[3], far_even = y[0] + 4.0f * y[2], far_odd = 2.0f * y[1] + 8.0f * y[3];
  out[0] = y[0];
  out[step] = even + odd;
  out[2 * step] = even - odd;
  out[3 * step] = far_even + far_odd;
  out[4 * step] = far_even - far_odd;
  out[5 * step] = y[3];
}

// One dimension of G g and of G'u.
inline void filter_line(const Vec* g, Vec* out, int step) {
  const Vec even = (g[0] + g[2]) * (-1.0f / 6), odd = g[1] * (-1.0f / 6), far_even = g[0] * (1.0f / 24) + g[2] * (1.0f / 6), far_odd = g[1] * (1.0f / 12);
  out[0] = 0.25f * g[0];
  out[step] = even + odd;
  out[2 * step] = even - odd;
  out[3 * step] = far_even + far_odd;
  out[4 * step] = far_even - far_odd;
  out[5 * step] = g[2];
}

inline void filter_gradient_line(const Vec* u, Vec* out, int step) {
  const Vec sum = (u[1] + u[2]) * (-1.0f / 6), far_sum = u[3] + u[4];
  out[0] = 0.25f * u[0] + sum + far_sum * (1.0f / 24);
  out[step] = (u[2] - u[1]) * (1.0f / 6) + (u[3] - u[4]) * (1.0f / 12);
  out[2 * step] = sum + far_sum * (1.0f / 6) + u[5];
}

// Walks over the tiles of maps: image by image, row by row.
struct Place {
  int64_t image, top, left;  // top left output pixel

  Place(const Maps& maps, int64_t tile) : image(tile / (maps.rows() * maps.columns())), top(tile / maps.columns() % maps.rows() * 4), left(tile % maps.columns() * 4) {}

  void next(const Maps& maps) {
    if ((left += 4) < maps.w) return;
    left = 0;
    if ((top += 4) < maps.h) return;
    top = 0;
    image++;
  }
};

alignas(64) const float kZeros[6 * 4096] = {};  // a line of a tile, of as many channels as a pixel may have

// A Size x Size window of a map: where its lines begin, those outside the map at zeros, and which of its columns lie inside.
template <int Size>
struct Window {
  const float* lines[Size];
  int64_t begin, end;

  Window(const Maps& maps, const float* x, int64_t channels, int64_t image, int64_t top, int64_t left) : begin(left < 0 ? -left : 0), end(maps.w - left < Size ? maps.w - left : Size) {
    for (int i = 0; i < Size; i++) lines[i] = top + i >= 0 && top + i < maps.h ? x + ((image * maps.h + top + i) * maps.w + left) * channels : kZeros;
  }

  // Tiles lie in six lines of the map at once, which the processor does not foresee: the pixels of the next one are asked for by hand.
  void fetch(int64_t from, int64_t channels) const {
    for (int i = 0; i < Size; i++) {
      for (int64_t c = from * channels; c < Size * channels; c += kPanel) __builtin_prefetch(lines[i] + c);
    }
  }

  // Column j of eight channels.
  template <bool Whole>
  bool column(int j, int64_t channels, int64_t c, Vec* values) const {
    if (!Whole && (j < begin || j >= end)) return false;
    for (int i = 0; i < Size; i++) values[i] = load(lines[i] + j * channels + c);
    return true;
  }

  bool is_whole() const { return begin == 0 && end == Size; }
};

inline void clear(Vec* out, int step) {
  for (int i = 0; i < 6; i++) out[i * step] = all(0);
}

template <bool Whole>
inline void input_tile(const Window<6>& window, int64_t channels, int64_t stride, float* target) {
  for (int64_t c = 0; c < channels; c += kWidth) {
    Vec half[36], line[6];
    for (int j = 0; j < 6; j++) {
      if (window.column<Whole>(j, channels, c, line)) input_line(line, half + j, 6);
      else clear(half + j, 6);
    }
    for (int i = 0; i < 6; i++) {
      Vec out[6];
      input_line(half + i * 6, out, 1);
      for (int j = 0; j < 6; j++) store(target + (i * 6 + j) * stride + c, out[j]);
    }
  }
}

// planes [36][count][channels]
void input_planes(const Maps& maps, const float* x, int64_t channels, int64_t first, int64_t count, int64_t stride, float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++) {
    const Window<6> window(maps, x, channels, at.image, at.top - 1, at.left - 1);
    at.next(maps);
    if (t + 1 < count) Window<6>(maps, x, channels, at.image, at.top - 1, at.left - 1).fetch(at.left > 0 ? 2 : 1, channels);
    (window.is_whole() ? input_tile<true> : input_tile<false>)(window, channels, stride, planes + t * channels);
  }
}

template <bool Whole>
inline void gradient_tile(const Window<4>& window, int64_t channels, int64_t count, int64_t stride, float* planes) {
  for (int64_t c = 0; c < channels; c += kWidth) {
    float* target = planes + c / kPanel * count * kPanel + c % kPanel;
    Vec half[24], line[4];
    for (int j = 0; j < 4; j++) {
      if (window.column<Whole>(j, channels, c, line)) gradient_line(line, half + j, 4);
      else clear(half + j, 4);
    }
    for (int i = 0; i < 6; i++) {
      Vec out[6];
      gradient_line(half + i * 4, out, 1);
      for (int j = 0; j < 6; j++) store(target + (i * 6 + j) * stride, out[j]);
    }
  }
}

// planes [36][channels / 16][count][16]
void gradient_planes(const Maps& maps, const float* dy, int64_t channels, int64_t first, int64_t count, int64_t stride, float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++) {
    const Window<4> window(maps, dy, channels, at.image, at.top, at.left);
    at.next(maps);
    if (t + 1 < count) Window<4>(maps, dy, channels, at.image, at.top, at.left).fetch(0, channels);
    (window.is_whole() ? gradient_tile<true> : gradient_tile<false>)(window, channels, count, stride, planes + t * kPanel);
  }
}

// y from planes [36][count][channels]
void output_pixels(const Maps& maps, float* y, int64_t channels, int64_t first, int64_t count, int64_t stride, const float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++, at.next(maps)) {
    const int64_t rows = maps.h - at.top < 4 ? maps.h - at.top : 4, columns = maps.w - at.left < 4 ? maps.w - at.left : 4;
    float* corner = y + ((at.image * maps.h + at.top) * maps.w + at.left) * channels;
    for (int64_t i = 0; i < rows; i++) {
      for (int64_t c = 0; c < columns * channels; c += kPanel) __builtin_prefetch(corner + i * maps.w * channels + c, 1);
    }
    for (int64_t c = 0; c < channels; c += kWidth) {
      const float* source = planes + t * channels + c;
      Vec half[24], line[6];
      for (int j = 0; j < 6; j++) {
        for (int i = 0; i < 6; i++) line[i] = load(source + (i * 6 + j) * stride);
        output_line(line, half + j, 6);
      }
      for (int64_t i = 0; i < rows; i++) {
        Vec out[4];
        output_line(half + i * 6, out, 1);
        for (int64_t j = 0; j < columns; j++) store(corner + (i * maps.w + j) * channels + c, out[j]);
      }
    }
  }
}

// c [Rows][16] (+)= sum over depth of a(row, k) b(k, 16).
template <int Rows, bool Add>
inline void product(const float* a, int64_t row_step, int64_t depth_step, const float* b, int64_t depth, float* c, int64_t c_step) {
  Vec sums[Rows][2];
  for (int r = 0; r < Rows; r++) {
    sums[r][0] = Add ? load(c + r * c_step) : all(0);
    sums[r][1] = Add ? load(c + r * c_step + kWidth) : all(0);
  }
  for (int64_t k = 0; k < depth; k++, a += depth_step, b += kPanel) {
    const Vec low = load(b), high = load(b + kWidth);
    for (int r = 0; r < Rows; r++) {
      const Vec x = all(a[r * row_step]);
      sums[r][0] += x * low;
      sums[r][1] += x * high;
    }
  }
  for (int r = 0; r < Rows; r++) {
    store(c + r * c_step, sums[r][0]);
    store(c + r * c_step + kWidth, sums[r][1]);
  }
}

// Two rows at a time keep too few sums under way: a rest of two takes a six back and goes as four and four.
template <bool Add>
void product_rows(const float* a, int64_t row_step, int64_t depth_step, const float* b, int64_t depth, float* c, int64_t c_step, int64_t rows) {
  const int64_t sixes = rows % kRows == 2 && rows > kRows ? rows - kRows - 2 : rows - rows % kRows;
  int64_t r = 0;
  for (; r < sixes; r += kRows) product<kRows, Add>(a + r * row_step, row_step, depth_step, b, depth, c + r * c_step, c_step);
  for (; r + 4 <= rows; r += 4) product<4, Add>(a + r * row_step, row_step, depth_step, b, depth, c + r * c_step, c_step);
  for (; r < rows; r++) product<1, Add>(a + r * row_step, row_step, depth_step, b, depth, c + r * c_step, c_step);
}

void to_places(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last) {
  for (int64_t i = first; i < last; i++) {
    for (int64_t o = 0; o < output; o += kWidth) {
      Vec half[18], line[3];
      for (int b = 0; b < 3; b++) {
        for (int a = 0; a < 3; a++) line[a] = load(g + ((a * 3 + b) * input + i) * output + o);
        filter_line(line, half + b, 3);
      }
      float* target = u + o / kPanel * kPanel * input + i * kPanel + o % kPanel;
      for (int a = 0; a < 6; a++) {
        Vec out[6];
        filter_line(half + a * 3, out, 1);
        for (int b = 0; b < 6; b++) store(target + (a * 6 + b) * input * output, out[b]);
      }
    }
  }
}

void from_places(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last) {
  for (int64_t i = first; i < last; i++) {
    for (int64_t o = 0; o < output; o += kWidth) {
      const float* source = du + o / kPanel * kPanel * input + i * kPanel + o % kPanel;
      Vec half[18], line[6];
      for (int b = 0; b < 6; b++) {
        for (int a = 0; a < 6; a++) line[a] = load(source + (a * 6 + b) * input * output);
        filter_gradient_line(line, half + b, 6);
      }
      for (int a = 0; a < 3; a++) {
        Vec out[3];
        filter_gradient_line(half + a * 6, out, 1);
        for (int b = 0; b < 3; b++) store(g + ((a * 3 + b) * input + i) * output + o, out[b]);
      }
    }
  }
}

// The sums over all of depth; over parts of it when the weights of a panel would not stay in the first cache.
void products(const float* a, int64_t input, const float* u, float* c, int64_t c_step, int64_t rows) {
  for (int64_t k = 0; k < input; k += kDeepest) {
    const int64_t depth = input - k < kDeepest ? input - k : kDeepest;
    (k == 0 ? product_rows<false> : product_rows<true>)(a + k, input, 1, u + k * kPanel, depth, c, c_step, rows);
  }
}

void forward(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch) {
  const int64_t in_stride = plane(count, input), out_stride = plane(count, output);
  float* mixed = scratch + kPlaces * in_stride;
  input_planes(maps, x, input, first, count, in_stride, scratch);
  for (int64_t p = 0; p < kPlaces; p++) {
    for (int64_t k = 0; k < output; k += kPanel) {
      products(scratch + p * in_stride, input, u + (p * output + k) * input, mixed + p * out_stride + k, output, count);
    }
  }
  output_pixels(maps, y, output, first, count, out_stride, mixed);
}

void weights(const Maps& maps, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch) {
  const int64_t in_stride = plane(count, input), out_stride = plane(count, output);
  float* slopes = scratch + kPlaces * in_stride;
  input_planes(maps, x, input, first, count, in_stride, scratch);
  gradient_planes(maps, dy, output, first, count, out_stride, slopes);
  for (int64_t p = 0; p < kPlaces; p++) {
    for (int64_t k = 0; k < output; k += kPanel) {
      product_rows<true>(scratch + p * in_stride, 1, input, slopes + p * out_stride + k * count, count, du + (p * output + k) * input, kPanel, input);
    }
  }
}
}  // namespace

const WinogradKernels* winograd_avx2() {
  static const WinogradKernels kernels{to_places, from_places, forward, weights};
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels : nullptr;
}
}  // namespace semblance
#else
const semblance::WinogradKernels* semblance::winograd_avx2() { return nullptr; }
#endif
