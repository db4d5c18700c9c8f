// Stride 2 of winograd.h: along each side F(4, 2) with the points 0, 1, -1, 2 and infinity for the pixels that two weights meet, and four
// pixels as they are for the weight between. Numbers 0 to 4 and 5 to 8 of a line. Compiled for AVX2 and FMA.
#if defined(__x86_64__)
#include "winograd_tiles_avx2.h"

namespace semblance {
namespace {
using Layout = Planes<4>;

// B'd of five pixels.
template <typename Read>
inline void spread(Read d, Vec* t) {
  const Vec one = d(1), two = d(2), three = d(3), rise = three - one;
  t[0] = 2.0f * (d(0) - two) + rise;
  t[1] = rise - one - two;
  t[2] = 3.0f * (one - two) + rise;
  t[3] = rise;
  t[4] = d(4) - two - 2.0f * rise;
}

// A y of the gradient of four pixels.
template <typename Read>
inline void slope(Read y, Vec* t) {
  const Vec zero = y(0), one = y(1), two = y(2), three = y(3), even = zero + two, odd = one + three;
  t[0] = zero;
  t[1] = even + odd;
  t[2] = even - odd;
  t[3] = zero + 4.0f * two + 2.0f * one + 8.0f * three;
  t[4] = three;
}

// A'm: four pixels of five numbers.
template <typename Read>
inline void fold(Read m, Vec* y) {
  const Vec one = m(1), two = m(2), three = m(3), sum = one + two, difference = one - two;
  y[0] = m(0) + sum + three;
  y[1] = difference + 2.0f * three;
  y[2] = sum + 4.0f * three;
  y[3] = difference + 8.0f * three + m(4);
}

// What becomes of a window: which of its pixels two weights meet, which one, and how the former are mixed.
struct Pixels {  // that go in: they take turns
  static constexpr int size = 9;
  static constexpr int pair(int i) { return 2 * i; }
  static constexpr int single(int i) { return 2 * i + 1; }
  template <typename Read>
  static void mix(Read d, Vec* t) { spread(d, t); }
};

struct Gradient {  // of what came out, for the gradient of what went in: each pixel is met by both
  static constexpr int size = 5;
  static constexpr int pair(int i) { return i; }
  static constexpr int single(int i) { return i; }
  template <typename Read>
  static void mix(Read d, Vec* t) { spread(d, t); }
};

struct Slopes {  // of what came out, for the gradient of the weights
  static constexpr int size = 4;
  static constexpr int pair(int i) { return i; }
  static constexpr int single(int i) { return i; }
  template <typename Read>
  static void mix(Read y, Vec* t) { slope(y, t); }
};

// Where the nine numbers of a line of a tile stand: two runs, each with its distance from number to number.
struct Run {
  int64_t start, step;
};

// Of all lines, in planes [rows][channels], or of one panel in planes [channels / 16][rows][16].
struct Lines {
  Run pairs[9], singles[9];

  Lines(const Layout& layout, int64_t width, int64_t panel = 0) {
    const int64_t unit = layout.count * width;
    for (int k = 0; k < 5; k++) {
      pairs[k] = {layout.start(k, 0) + panel * unit, layout.size(1)};
      singles[k] = {layout.start(k, 5) + panel * 4 * unit, unit};
    }
    for (int k = 0; k < 4; k++) {
      pairs[5 + k] = {layout.start(5, 0) + (panel * 4 + k) * unit, layout.size(4)};
      singles[5 + k] = {layout.start(5, 5) + (panel * 16 + 4 * k) * unit, unit};
    }
  }
};

// One line of a tile of eight channels, stored.
template <typename Kind, typename Read>
inline void put_line(Read d, float* planes, Run pairs, Run singles) {
  Vec t[5];
  Kind::mix([&](int i) { return d(Kind::pair(i)); }, t);
  for (int i = 0; i < 5; i++) store(planes + pairs.start + i * pairs.step, t[i]);
  for (int i = 0; i < 4; i++) store(planes + singles.start + i * singles.step, d(Kind::single(i)));
}

// Eight channels of a tile, from the c-th on.
template <typename Kind, bool Whole>
inline void tile_into(const Window<Kind::size>& window, int64_t channels, int64_t c, const Lines& lines, float* planes) {
  const auto pixel = [&](int i, int j) { return Whole || window.has(j) ? load(window.lines[i] + j * channels + c) : all(0); };
  Vec mixed[5][Kind::size];
  for (int j = 0; j < Kind::size; j++) {
    Vec t[5];
    Kind::mix([&](int i) { return pixel(Kind::pair(i), j); }, t);
    for (int k = 0; k < 5; k++) mixed[k][j] = t[k];
  }
  for (int k = 0; k < 5; k++) put_line<Kind>([&](int j) { return mixed[k][j]; }, planes, lines.pairs[k], lines.singles[k]);
  for (int k = 0; k < 4; k++) put_line<Kind>([&](int j) { return pixel(Kind::single(k), j); }, planes, lines.pairs[5 + k], lines.singles[5 + k]);
}

// planes [rows][channels]
template <typename Kind>
inline void tile_into_rows(const Window<Kind::size>& window, int64_t channels, const Lines& lines, float* planes) {
  const auto into = window.is_whole() ? tile_into<Kind, true> : tile_into<Kind, false>;
  for (int64_t c = 0; c < channels; c += kWidth) into(window, channels, c, lines, planes + c);
}

void input_planes(const Maps& maps, const float* x, int64_t first, const Layout& layout, float* planes) {
  const Lines lines(layout, layout.channels);
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const Window<9> window(x, layout.channels, maps.height, maps.width, at.image, 2 * at.top - 1, 2 * at.left - 1);
    fetch<8, false>(x, layout.channels, maps.height, maps.width, at, 0);
    tile_into_rows<Pixels>(window, layout.channels, lines, planes + t * layout.channels);
  }
}

void gradient_planes(const Maps& maps, const float* dy, int64_t first, const Layout& layout, float* planes) {
  const Lines lines(layout, layout.channels);
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const Window<5> window(dy, layout.channels, maps.h, maps.w, at.image, at.top, at.left);
    fetch<4, false>(dy, layout.channels, maps.h, maps.w, at, 0);
    tile_into_rows<Gradient>(window, layout.channels, lines, planes + t * layout.channels);
  }
}

// planes [channels / 16][rows][16]
void slope_planes(const Maps& maps, const float* dy, int64_t first, const Layout& layout, float* planes) {
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const Window<4> window(dy, layout.channels, maps.h, maps.w, at.image, at.top, at.left);
    fetch<4, false>(dy, layout.channels, maps.h, maps.w, at, 0);
    const auto into = window.is_whole() ? tile_into<Slopes, true> : tile_into<Slopes, false>;
    for (int64_t c = 0; c < layout.channels; c += kPanel) {
      const Lines lines(layout, kPanel, c / kPanel);
      for (int64_t half = 0; half < kPanel; half += kWidth) into(window, layout.channels, c + half, lines, planes + t * kPanel + half);
    }
  }
}

// Pixels of nine numbers. Forward four, whose two shares are added; on the way back eight, which take turns.
template <bool Back, typename Pair, typename Single>
inline void pixels_of(Pair pair, Single single, Vec* y) {
  Vec folded[4];
  fold(pair, folded);
  for (int i = 0; i < 4; i++) {
    if (Back) {
      y[2 * i] = single(i);
      y[2 * i + 1] = folded[i];
    } else {
      y[i] = folded[i] + single(i);
    }
  }
}

// Pixels of maps [height][width] (+)= what the planes say.
template <bool Back, bool Add>
void output_pixels(const Maps& maps, float* y, int64_t first, const Layout& layout, const float* planes) {
  constexpr int edge = Back ? 8 : 4;
  const int64_t channels = layout.channels, height = Back ? maps.height : maps.h, width = Back ? maps.width : maps.w;
  const Lines lines(layout, channels);
  Place at(maps, first);
  for (int64_t t = 0; t < layout.count; t++, at.next(maps)) {
    const int64_t top = at.top / 4 * edge, left = at.left / 4 * edge, rows = height - top < edge ? height - top : edge, columns = width - left < edge ? width - left : edge;
    float* corner = y + ((at.image * height + top) * width + left) * channels;
    fetch<edge, true>(y, channels, height, width, at, 0);
    for (int64_t c = 0; c < channels; c += kWidth) {
      const float* source = planes + t * channels + c;
      Vec mixed[9][edge];
      for (int k = 0; k < 9; k++) {  // across
        const Run pairs = lines.pairs[k], singles = lines.singles[k];
        pixels_of<Back>([&](int i) { return load(source + pairs.start + i * pairs.step); }, [&](int i) { return load(source + singles.start + i * singles.step); }, mixed[k]);
      }
      for (int j = 0; j < columns; j++) {  // down
        Vec column[edge];
        pixels_of<Back>([&](int k) { return mixed[k][j]; }, [&](int k) { return mixed[5 + k][j]; }, column);
        float* target = corner + j * channels + c;
        for (int i = 0; i < edge; i++, target += width * channels) {
          if (i < rows) store(target, Add ? load(target) + column[i] : column[i]);
        }
      }
    }
  }
}

void forward(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch) {
  mix<4>(count, input, u, output, scratch, [&](const Layout& in, float* planes) { input_planes(maps, x, first, in, planes); },
         [&](const Layout& out, const float* planes) { output_pixels<false, false>(maps, y, first, out, planes); });
}

void map_gradient(const Maps& maps, const float* dy, int64_t output, const float* u, int64_t input, float* dx, bool add, int64_t first, int64_t count, float* scratch) {
  mix<4>(count, output, u, input, scratch, [&](const Layout& in, float* planes) { gradient_planes(maps, dy, first, in, planes); },
         [&](const Layout& out, const float* planes) { (add ? output_pixels<true, true> : output_pixels<true, false>)(maps, dx, first, out, planes); });
}

void weights(const Maps& maps, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch) {
  add_weights<4>(count, input, output, du, scratch, [&](const Layout& in, float* planes) { input_planes(maps, x, first, in, planes); },
                 [&](const Layout& out, float* planes) { slope_planes(maps, dy, first, out, planes); });
}

// One dimension of G g and of G'u: five numbers of the outer weights, and the middle one.
inline void filter_line(const Vec* g, Vec* out, int step) {
  out[0] = 0.5f * g[0];
  out[step] = (g[0] + g[2]) * -0.5f;
  out[2 * step] = (g[2] - g[0]) * (1.0f / 6);
  out[3 * step] = g[0] * (1.0f / 6) + g[2] * (1.0f / 3);
  out[4 * step] = g[2];
  out[5 * step] = g[1];
}

inline void filter_gradient_line(const Vec* u, Vec* out, int step) {
  out[0] = (u[0] - u[1]) * 0.5f + (u[3] - u[2]) * (1.0f / 6);
  out[step] = u[5];
  out[2 * step] = u[1] * -0.5f + u[2] * (1.0f / 6) + u[3] * (1.0f / 3) + u[4];
}

void to_places(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last) { to_matrices(g, input, output, u, first, last, filter_line); }

void from_places(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last) { from_matrices(du, input, output, g, first, last, filter_gradient_line); }
}  // namespace

const WinogradKernels* winograd_two() {
  static const WinogradKernels kernels{81, to_places, from_places, forward, map_gradient, weights};
  return processor_fits() ? &kernels : nullptr;
}
}  // namespace semblance
#else
#include "winograd.h"
const semblance::WinogradKernels* semblance::winograd_two() { return nullptr; }
#endif
