// Stride 1 of winograd.h: F(4, 3) with the points 0, 1, -1, 2, -2 and infinity, 8 channels at a time. Compiled for AVX2 and FMA.
#if defined(__x86_64__)
#include "winograd_tiles_avx2.h"

namespace semblance {
namespace {
// Two numbers of one dimension of B'd, A'm or A dy: those that share sums. Twelve of them and what they are made of fit the
// registers; whole tiles do not.
struct Two {
  Vec first, second;
};

enum class Pair { ends, near, far };  // numbers 0 and 5, 1 and 2, 3 and 4 of six
enum class Output { zero_two, one_three };

// What becomes of a window: its pixels that go in, by B'd, or the gradient of those that came out, by A dy.
struct Pixels {
  static constexpr int size = 6;

  template <Pair Which, typename Read>
  static Two mix(Read d) {
    if (Which == Pair::ends) return {4.0f * d(0) - 5.0f * d(2) + d(4), 4.0f * d(1) - 5.0f * d(3) + d(5)};
    const Vec one = d(1), two = d(2), three = d(3), four = d(4);
    const bool near = Which == Pair::near;
    const Vec even = near ? four - 4.0f * two : four - two, odd = near ? three - 4.0f * one : 2.0f * (three - one);
    return {even + odd, even - odd};
  }
};

struct Slopes {
  static constexpr int size = 4;

  template <Pair Which, typename Read>
  static Two mix(Read y) {
    if (Which == Pair::ends) return {y(0), y(3)};
    const bool near = Which == Pair::near;
    const Vec even = near ? y(0) + y(2) : y(0) + 4.0f * y(2), odd = near ? y(1) + y(3) : 2.0f * y(1) + 8.0f * y(3);
    return {even + odd, even - odd};
  }
};

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

// A line of six numbers, `step` apart.
template <typename Kind>
inline void put_line(const Vec* d, float* target, int64_t step) {
  const auto read = [d](int i) { return d[i]; };
  const Two near = Kind::template mix<Pair::near>(read), far = Kind::template mix<Pair::far>(read), ends = Kind::template mix<Pair::ends>(read);
  store(target, ends.first);
  store(target + step, near.first);
  store(target + 2 * step, near.second);
  store(target + 3 * step, far.first);
  store(target + 4 * step, far.second);
  store(target + 5 * step, ends.second);
}

// Two lines of eight channels of a tile, from the c-th on.
template <typename Kind, bool Whole, Pair Which>
inline void two_lines(const Window<Kind::size>& window, int64_t channels, int64_t c, float* first, float* second, int64_t step) {
  Vec a[Kind::size], b[Kind::size];
  for (int j = 0; j < Kind::size; j++) {
    const Two two = Whole || window.has(j) ? Kind::template mix<Which>([&](int i) { return load(window.lines[i] + j * channels + c); }) : Two{all(0), all(0)};
    a[j] = two.first;
    b[j] = two.second;
  }
  put_line<Kind>(a, first, step);
  put_line<Kind>(b, second, step);
}

template <typename Kind, bool Whole>
inline void tile_into(const Window<Kind::size>& window, int64_t channels, int64_t c, int64_t step, float* target) {
  two_lines<Kind, Whole, Pair::ends>(window, channels, c, target, target + 30 * step, step);
  two_lines<Kind, Whole, Pair::near>(window, channels, c, target + 6 * step, target + 12 * step, step);
  two_lines<Kind, Whole, Pair::far>(window, channels, c, target + 18 * step, target + 24 * step, step);
}

// planes [36][count][channels]
void input_planes(const Maps& maps, const float* x, int64_t first, const Planes<1>& layout, float* planes) {
  const int64_t channels = layout.channels;
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const Window<6> window(x, channels, maps.h, maps.w, at.image, at.top - 1, at.left - 1);
    fetch<4, false>(x, channels, maps.h, maps.w, at, 1);
    const auto into = window.is_whole() ? tile_into<Pixels, true> : tile_into<Pixels, false>;
    for (int64_t c = 0; c < channels; c += kWidth) into(window, channels, c, layout.size(1), planes + t * channels + c);
  }
}

// planes [36][channels / 16][count][16]
void slope_planes(const Maps& maps, const float* dy, int64_t first, const Planes<1>& layout, float* planes) {
  const int64_t channels = layout.channels;
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const Window<4> window(dy, channels, maps.h, maps.w, at.image, at.top, at.left);
    fetch<4, false>(dy, channels, maps.h, maps.w, at, 0);
    const auto into = window.is_whole() ? tile_into<Slopes, true> : tile_into<Slopes, false>;
    for (int64_t c = 0; c < channels; c += kWidth) into(window, channels, c, layout.size(1), planes + (c / kPanel * layout.count + t) * kPanel + c % kPanel);
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
void output_pixels(const Maps& maps, float* y, int64_t first, const Planes<1>& layout, const float* planes) {
  const int64_t channels = layout.channels, step = layout.size(1);
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const int64_t rows = maps.h - at.top < 4 ? maps.h - at.top : 4, columns = maps.w - at.left < 4 ? maps.w - at.left : 4, line = maps.w * channels;
    float* corner = y + ((at.image * maps.h + at.top) * maps.w + at.left) * channels;
    fetch<4, true>(y, channels, maps.h, maps.w, at, 0);
    for (int64_t c = 0; c < channels; c += kWidth) {
      const float* source = planes + t * channels + c;
      float* target = corner + c;
      output_lines<Output::zero_two, Add>(source, step, columns, channels, target, rows > 2 ? target + 2 * line : nullptr);
      output_lines<Output::one_three, Add>(source, step, columns, channels, rows > 1 ? target + line : nullptr, rows > 3 ? target + 3 * line : nullptr);
    }
  }
}

template <bool Add>
void convolve(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch) {
  mix<1>(count, input, u, output, scratch, [&](const Planes<1>& in, float* planes) { input_planes(maps, x, first, in, planes); },
         [&](const Planes<1>& out, const float* planes) { output_pixels<Add>(maps, y, first, out, planes); });
}

void map_gradient(const Maps& maps, const float* dy, int64_t output, const float* u, int64_t input, float* dx, bool add, int64_t first, int64_t count, float* scratch) {
  (add ? convolve<true> : convolve<false>)(maps, dy, output, u, input, dx, first, count, scratch);
}

void weights(const Maps& maps, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch) {
  add_weights<1>(count, input, output, du, scratch, [&](const Planes<1>& in, float* planes) { input_planes(maps, x, first, in, planes); },
                 [&](const Planes<1>& out, float* planes) { slope_planes(maps, dy, first, out, planes); });
}

void to_places(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last) { to_matrices(g, input, output, u, first, last, filter_line); }

void from_places(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last) { from_matrices(du, input, output, g, first, last, filter_gradient_line); }
}  // namespace

const WinogradKernels* winograd_one() {
  static const WinogradKernels kernels{36, to_places, from_places, convolve<false>, map_gradient, weights};
  return processor_fits() ? &kernels : nullptr;
}
}  // namespace semblance
#else
#include "winograd.h"
const semblance::WinogradKernels* semblance::winograd_one() { return nullptr; }
#endif
