// What the kernels of winograd.h share, whatever the stride: walks over tiles, windows of maps, planes and their products. For files
// compiled for AVX2 and FMA, as products_avx2.h.
#pragma once
#include "products_avx2.h"
#include "winograd.h"

namespace semblance {
namespace {
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
// foresee. The map has tiles of Edge x Edge pixels; what is asked for behind the last one is never read.
template <int Edge, bool Writing>
inline void fetch(const float* x, int64_t channels, int64_t height, int64_t width, const Place& at, int64_t border) {
  const int64_t share = Edge * Edge * channels, start = (at.image * height + (at.top / 4 + 1) * Edge + border) * width * channels + at.left / 4 * share;
  for (int64_t c = 0; c < share; c += kPanel) __builtin_prefetch(x + start + c, Writing);
}

alignas(64) const float kZeros[9 * 4096] = {};  // a line of a tile, of as many channels as a pixel may have

// A Size x Size window of a map: where its lines begin, those outside the map at zeros, and which of its columns lie inside.
template <int Size>
struct Window {
  const float* lines[Size];
  int64_t begin, end;

  Window(const float* x, int64_t channels, int64_t height, int64_t width, int64_t image, int64_t top, int64_t left) : begin(left < 0 ? -left : 0), end(width - left < Size ? width - left : Size) {
    for (int i = 0; i < Size; i++) lines[i] = top + i >= 0 && top + i < height ? x + ((image * height + top + i) * width + left) * channels : kZeros;
  }

  bool has(int j) const { return j >= begin && j < end; }

  bool is_whole() const { return begin == 0 && end == Size; }
};

// The 6 x 6 planes of a block of tiles, one behind the other: [rows][channels], or [channels / 16][rows][16]. Each has one row a tile; those
// of the last line and column have Same of them, which share a matrix.
template <int Same>
struct Planes {
  int64_t count, channels;

  int64_t size(int64_t times) const { return times * count * channels + kGap; }
  int64_t rows(int a, int b) const { return (a < 5 ? 1 : Same) * (b < 5 ? 1 : Same) * count; }
  int64_t start(int a, int b) const { return a * (5 * size(1) + size(Same)) + b * size(a < 5 ? 1 : Same); }
  int64_t end() const { return start(5, 5) + size(Same * Same); }
};

// Channels mixed at all places of a block of tiles: `into` fills the planes, `out_of` reads what comes out.
template <int Same, typename Into, typename OutOf>
void mix(int64_t count, int64_t input, const float* u, int64_t output, float* scratch, Into into, OutOf out_of) {
  const Planes<Same> in{count, input}, out{count, output};
  float* mixed = scratch + in.end();
  into(in, scratch);
  for (int a = 0; a < 6; a++) {
    for (int b = 0; b < 6; b++, u += input * output) {
      for (int64_t k = 0; k < output; k += kPanel) products(scratch + in.start(a, b), input, u + k * input, mixed + out.start(a, b) + k, output, in.rows(a, b));
    }
  }
  out_of(out, mixed);
}

// du += what the planes of both sides say; `slopes_into` fills [channels / 16][rows][16].
template <int Same, typename Into, typename SlopesInto>
void add_weights(int64_t count, int64_t input, int64_t output, float* du, float* scratch, Into into, SlopesInto slopes_into) {
  const Planes<Same> in{count, input}, out{count, output};
  float* slopes = scratch + in.end();
  into(in, scratch);
  slopes_into(out, slopes);
  for (int a = 0; a < 6; a++) {
    for (int b = 0; b < 6; b++, du += input * output) {
      const int64_t rows = in.rows(a, b);
      for (int64_t k = 0; k < output; k += kPanel) product_rows<true>(scratch + in.start(a, b), 1, input, slopes + out.start(a, b) + k * rows, rows, du + k * input, kPanel, input);
    }
  }
}

// Filters [3][3][input][output] as U: `line` makes six numbers of three, which lie `step` apart.
template <typename Line>
void to_matrices(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last, Line line) {
  for (int64_t i = first; i < last; i++) {
    for (int64_t o = 0; o < output; o += kWidth) {
      Vec half[18], taps[3];
      for (int b = 0; b < 3; b++) {
        for (int a = 0; a < 3; a++) taps[a] = load(g + ((a * 3 + b) * input + i) * output + o);
        line(taps, half + b, 3);
      }
      float* target = u + o / kPanel * kPanel * input + i * kPanel + o % kPanel;
      for (int a = 0; a < 6; a++) {
        Vec out[6];
        line(half + a * 3, out, 1);
        for (int b = 0; b < 6; b++) store(target + (a * 6 + b) * input * output, out[b]);
      }
    }
  }
}

// And back: `line` makes three numbers of six.
template <typename Line>
void from_matrices(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last, Line line) {
  for (int64_t i = first; i < last; i++) {
    for (int64_t o = 0; o < output; o += kWidth) {
      const float* source = du + o / kPanel * kPanel * input + i * kPanel + o % kPanel;
      Vec half[18], places[6];
      for (int b = 0; b < 6; b++) {
        for (int a = 0; a < 6; a++) places[a] = load(source + (a * 6 + b) * input * output);
        line(places, half + b, 6);
      }
      for (int a = 0; a < 3; a++) {
        Vec out[3];
        line(half + a * 6, out, 1);
        for (int b = 0; b < 3; b++) store(g + ((a * 3 + b) * input + i) * output + o, out[b]);
      }
    }
  }
}
}  // namespace
}  // namespace semblance
