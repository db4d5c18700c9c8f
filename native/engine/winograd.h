// 3x3 convolution of padding 1 by Winograd's short sums (Winograd 1980; Lavin and Gray 2015), channels last, float32: tiles of 4x4 output
// pixels become some numbers a channel; channels are mixed by a matrix at each of them; pixels come back.
//
// Stride 1 is F(4, 3) along both sides: 6 numbers of 6 pixels, 6x6 multiplications where direct convolution has 144. At stride 2 every second
// pixel meets the middle weight alone and the pixels between meet the two outer ones: 4 pixels as they are, and F(4, 2), 5 numbers of 5 pixels.
// Of its 9x9 multiplications those by the same middle weight share a matrix: both strides have 6x6 matrices.
//
// Weights in that domain are U [36][output / 16][input][16]: panels that the inner loop reads from end to end.
#pragma once
#include "maps.h"

namespace semblance {

constexpr int64_t kMatrices = 36;
constexpr int64_t kGap = 16;    // floats from the end of a plane to the next, or all planes would compete for the same places in the caches

struct WinogradKernels {
  int64_t numbers;  // of a tile and channel
  // U = G g G' of filters g [3][3][input][output]; inputs first .. last.
  void (*to_places)(const float* g, int64_t input, int64_t output, float* u, int64_t first, int64_t last);
  // g [3][3][input][output] = G' du G.
  void (*from_places)(const float* du, int64_t input, int64_t output, float* g, int64_t first, int64_t last);
  // y (tiles first .. first + count) = convolution of x with the weights U.
  void (*forward)(const Maps& maps, const float* x, int64_t input, const float* u, int64_t output, float* y, int64_t first, int64_t count, float* scratch);
  // dx (tiles first .. first + count) = gradient of the maps that went in, on top of what stands there if `add`; U of the turned weights.
  void (*map_gradient)(const Maps& maps, const float* dy, int64_t output, const float* u, int64_t input, float* dx, bool add, int64_t first, int64_t count, float* scratch);
  // du [36][output / 16][input][16] += what these tiles add to the gradient of U.
  void (*weights)(const Maps& maps, const float* x, int64_t input, const float* dy, int64_t output, float* du, int64_t first, int64_t count, float* scratch);

  // Floats of scratch that `count` tiles need.
  int64_t scratch(int64_t count, int64_t input, int64_t output) const { return (numbers * count) * (input + output) + 2 * kMatrices * kGap; }
};

// Of stride 1 and of stride 2. Null where the processor lacks what they were compiled for.
const WinogradKernels* winograd_one();
const WinogradKernels* winograd_two();

}  // namespace semblance
