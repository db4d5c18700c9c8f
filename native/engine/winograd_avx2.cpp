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

// Two numbers of one dimension of B'd, A'm or A dy: those that share sums. Twelve of them and what they are made of fit the
// registers; whole tiles do not.
struct Two {
  Vec first, second;
};

enum class Input { one_two, three_four, zero_five };
enum class Output { zero_two, one_three };
enum class Slope { one_two, three_four, zero_three };

template <Input Which, typename Read>
inline Two input_two(Read d) {
  if (Which == Input::zero_five) return {4.0f * d(0) - 5.0f * d(2) + d(4), 4.0f * d(1) - 5.0f * d(3) + d(5)};
  const Vec one = d(1), two = d(2), three = d(3), four = d(4);
  const bool near = Which == Input::one_two;
  const Vec even = near ? four - 4.0f * two : four - two, odd = near ? three - 4.0f * one : 2.0f * (three - one);
  return {even + odd, even - odd};
}

template <Output Which, typename Read>
inline Two output_two(Read m) {
  const Vec one = m(1), two = m(2), three = m(3), four = m(4);
  if (Which == Output::zero_two) {
    const Vec sum = one + two, far_sum = three + four;
    return {m(0) + sum + far_sum, sum + 4.0f * far_sum};
  }
  const Vec difference = one - two, far_difference = three - four;
  return {difference + 2.0f * far_difference, difference + 8.0f * far_difference + m(5)};
}

template <Slope Which, typename Read>
inline Two slope_two(Read y) {
  if (Which == Slope::zero_three) return {y(0), y(3)};
  const bool near = Which == Slope::one_two;
  const Vec even = near ? y(0) + y(2) : y(0) + 4.0f * y(2), odd = near ? y(1) + y(3) : 2.0f * y(1) + 8.0f * y(3);
  return {even + odd, even - odd};
}

// A whole line of B'd, A'm or A dy, stored.
inline void input_line(const Vec* d, float* target, int64_t step) {
  const auto read = [d](int i) { return d[i]; };
  const Two near = input_two<Input::one_two>(read), far = input_two<Input::three_four>(read), ends = input_two<Input::zero_five>(read);
  store(target, ends.first);
  store(target + step, near.first);
  store(target + 2 * step, near.second);
  store(target + 3 * step, far.first);
  store(target + 4 * step, far.second);
  store(target + 5 * step, ends.second);
}

inline void slope_line(const Vec* y, float* target, int64_t step) {
  const auto read = [y](int i) { return y[i]; };
  const Two near = slope_two<Slope::one_two>(read), far = slope_two<Slope::three_four>(read);
  store(target, y[0]);
  store(target + step, near.first);
  store(target + 2 * step, near.second);
  store(target + 3 * step, far.first);
  store(target + 4 * step, far.second);
  store(target + 5 * step, y[3]);
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

// Asks for a tile's share of the pixels below this row of tiles, from end to end: a tile's own lines are too short for the processor to
// foresee. Maps lie one behind the other; what is asked for behind the last one is never read.
template <bool Writing>
inline void fetch(const Maps& maps, const float* x, int64_t channels, const Place& at, int64_t border) {
  const int64_t share = 16 * channels, start = (at.image * maps.h + at.top + 4 + border) * maps.w * channels + at.left / 4 * share;
  for (int64_t c = 0; c < share; c += kPanel) __builtin_prefetch(x + start + c, Writing);
}

alignas(64) const float kZeros[6 * 4096] = {};  // a line of a tile, of as many channels as a pixel may have

// A Size x Size window of a map: where its lines begin, those outside the map at zeros, and which of its columns lie inside.
template <int Size>
struct Window {
  const float* lines[Size];
  int64_t begin, end;

  Window(const Maps& maps, const float* x, int64_t channels, int64_t image, int64_t top, int64_t left) : begin(left < 0 ? -left : 0), end(maps.w - left < Size ? maps.w - left : Size) {
    for (int i = 0; i < Size; i++) lines[i] = top + i >= 0 && top + i < maps.h ? x + ((image * maps.h + top + i) * maps.w + left) * channels : kZeros;
  }

  bool has(int j) const { return j >= begin && j < end; }

  bool is_whole() const { return begin == 0 && end == Size; }
};

// Lines `first` and `second` of eight channels of a tile in the domain of the products, at places `step` apart.
template <bool Whole, Input Which>
inline void input_lines(const Window<6>& window, int64_t channels, int64_t c, float* first, float* second, int64_t step) {
  Vec a[6], b[6];
  for (int j = 0; j < 6; j++) {
    const bool inside = Whole || window.has(j);
    const Two two = inside ? input_two<Which>([&](int i) { return load(window.lines[i] + j * channels + c); }) : Two{all(0), all(0)};
    a[j] = two.first;
    b[j] = two.second;
  }
  input_line(a, first, step);
  input_line(b, second, step);
}

template <bool Whole>
inline void input_tile(const Window<6>& window, int64_t channels, int64_t step, float* target) {
  for (int64_t c = 0; c < channels; c += kWidth, target += kWidth) {
    input_lines<Whole, Input::zero_five>(window, channels, c, target, target + 30 * step, step);
    input_lines<Whole, Input::one_two>(window, channels, c, target + 6 * step, target + 12 * step, step);
    input_lines<Whole, Input::three_four>(window, channels, c, target + 18 * step, target + 24 * step, step);
  }
}

// planes [36][count][channels]
void input_planes(const Maps& maps, const float* x, int64_t channels, int64_t first, int64_t count, int64_t stride, float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++) {
    const Window<6> window(maps, x, channels, at.image, at.top - 1, at.left - 1);
    fetch<false>(maps, x, channels, at, 1);
    at.next(maps);
    (window.is_whole() ? input_tile<true> : input_tile<false>)(window, channels, stride, planes + t * channels);
  }
}

template <bool Whole, Slope Which>
inline void gradient_lines(const Window<4>& window, int64_t channels, int64_t c, float* first, float* second, int64_t step) {
  Vec a[4], b[4];
  for (int j = 0; j < 4; j++) {
    const bool inside = Whole || window.has(j);
    const Two two = inside ? slope_two<Which>([&](int i) { return load(window.lines[i] + j * channels + c); }) : Two{all(0), all(0)};
    a[j] = two.first;
    b[j] = two.second;
  }
  slope_line(a, first, step);
  slope_line(b, second, step);
}

template <bool Whole>
inline void gradient_tile(const Window<4>& window, int64_t channels, int64_t count, int64_t step, float* planes) {
  for (int64_t c = 0; c < channels; c += kWidth) {
    float* target = planes + c / kPanel * count * kPanel + c % kPanel;
    gradient_lines<Whole, Slope::zero_three>(window, channels, c, target, target + 30 * step, step);
    gradient_lines<Whole, Slope::one_two>(window, channels, c, target + 6 * step, target + 12 * step, step);
    gradient_lines<Whole, Slope::three_four>(window, channels, c, target + 18 * step, target + 24 * step, step);
  }
}

// planes [36][channels / 16][count][16]
void gradient_planes(const Maps& maps, const float* dy, int64_t channels, int64_t first, int64_t count, int64_t stride, float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++) {
    const Window<4> window(maps, dy, channels, at.image, at.top, at.left);
    fetch<false>(maps, dy, channels, at, 0);
    at.next(maps);
    (window.is_whole() ? gradient_tile<true> : gradient_tile<false>)(window, channels, count, stride, planes + t * kPanel);
  }
}

// Lines `first` and `second` of eight channels of a tile of the output; the second may lie outside the map.
template <Output Which, bool Add>
inline void output_lines(const float* source, int64_t step, int64_t columns, int64_t channels, float* first, float* second) {
  Vec a[6], b[6];
  for (int j = 0; j < 6; j++) {
    const Two two = output_two<Which>([&](int i) { return load(source + (i * 6 + j) * step); });
    a[j] = two.first;
    b[j] = two.second;
  }
  const auto line = [&](const Vec* m, float* y) {
    const auto read = [m](int i) { return m[i]; };
    const Two even = output_two<Output::zero_two>(read), odd = output_two<Output::one_three>(read);
    const auto put = [&](int64_t j, Vec v) {
      if (j < columns) store(y + j * channels, Add ? load(y + j * channels) + v : v);
    };
    put(0, even.first);
    put(1, odd.first);
    put(2, even.second);
    put(3, odd.second);
  };
  if (first) line(a, first);
  if (second) line(b, second);
}

// y (+)= what planes [36][count][channels] say.
template <bool Add>
void output_pixels(const Maps& maps, float* y, int64_t channels, int64_t first, int64_t count, int64_t stride, const float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < count; t++, at.next(maps)) {
    const int64_t rows = maps.h - at.top < 4 ? maps.h - at.top : 4, columns = maps.w - at.left < 4 ? maps.w - at.left : 4, line = maps.w * channels;
    float* corner = y + ((at.image * maps.h + at.top) * maps.w + at.left) * channels;
    fetch<true>(maps, y, channels, at, 0);
    for (int64_t c = 0; c < channels; c += kWidth) {
      const float* source = planes + t * channels + c;
      float* target = corner + c;
      output_lines<Output::zero_two, Add>(source, stride, columns, channels, target, rows > 2 ? target + 2 * line : nullptr);
      output_lines<Output::one_three, Add>(source, stride, columns, channels, rows > 1 ? target + line : nullptr, rows > 3 ? target + 3 * line : nullptr);
    }
  }
}

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

void forward(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, bool add, int64_t first, int64_t count, float* scratch) {
  const int64_t in_stride = plane(count, input), out_stride = plane(count, output);
  float* mixed = scratch + kPlaces * in_stride;
  input_planes(maps, x, input, first, count, in_stride, scratch);
  for (int64_t p = 0; p < kPlaces; p++) {
    for (int64_t k = 0; k < output; k += kPanel) {
      products(scratch + p * in_stride, input, u + (p * output + k) * input, mixed + p * out_stride + k, output, count);
    }
  }
  (add ? output_pixels<true> : output_pixels<false>)(maps, y, output, first, count, out_stride, mixed);
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
