// 3x3 convolution of stride 1 and padding 1 by Winograd's F(4x4, 3x3) (Winograd 1980; Lavin and Gray 2015), channels last.
// A tile of 6x6 pixels becomes 36 numbers a channel; at each of the 36 places channels are mixed by a matrix; 4x4 outputs
// come back. 36 multiplications do the work of 144. All planes hold float32.
//
// Weights in that domain are U [36][output / 16][input][16]: panels that the inner loop reads from end to end.
#pragma once
#include <cstdint>

namespace semblance {

constexpr int64_t kPlaces = 36;
constexpr int64_t kPanel = 16;  // output channels that one inner loop works on; channel counts must be multiples of it

struct Maps {  // maps of n images, h x w pixels, channels last
  int64_t n, h, w;
  int64_t rows() const { return (h + 3) / 4; }
  int64_t columns() const { return (w + 3) / 4; }
  int64_t tiles() const { return n * rows() * columns(); }
};

// Floats from plane to plane of a block of tiles; 16 more than it holds, or all planes would compete for the same places in the caches.
inline int64_t plane(int64_t block, int64_t channels) { return block * channels + 16; }

// Floats of scratch that a block needs.
inline int64_t scratch(int64_t block, int64_t input, int64_t output) { return kPlaces * (plane(block, input) + plane(block, output)); }

struct WinogradKernels {
  // U = G g G' of filters g [3][3][input][output]; inputs first .. last.
  void (*to_places)(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last);
  // g [3][3][input][output] = G' du G.
  void (*from_places)(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last);
  // y(tiles first .. first + count) = convolution of x with the weights U, on top of what stands there if `add`.
  void (*forward)(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, bool add, int64_t first, int64_t count, float* scratch);
  // du [36][output / 16][input][16] += what these tiles add to the gradient of U.
  void (*weights)(const Maps& maps, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch);
};

// Null where the processor lacks what the kernels were compiled for.
const WinogradKernels* winograd_avx2();

}  // namespace semblance
