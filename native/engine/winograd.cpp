// Whole batches of maps by the kernels of winograd.h.
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "convolution.h"
#include "parts.h"
#include "winograd.h"

namespace semblance {
namespace {
constexpr int64_t kFiltersAtOnce = 1 << 12;
constexpr int64_t kFarWeights = 1 << 15;  // 4.7 MB in the domain of the products

Maps maps_of(const at::Tensor& x) { return {x.size(0), x.size(2), x.size(3)}; }

// U of weights [output, input, 3, 3]; turned: those of the gradient of the maps, input and output exchanged, filters rotated by half a turn.
at::Tensor to_places(const at::Tensor& weight, bool turned) {
  const auto g = turned ? weight.flip({2, 3}).permute({2, 3, 0, 1}).contiguous() : weight.permute({2, 3, 1, 0}).contiguous();
  const int64_t input = g.size(2), output = g.size(3);
  auto u = at::empty({kPlaces * input * output}, weight.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    winograd_avx2()->to_places(g.data_ptr<float>(), input, output, u.data_ptr<float>(), first, last);
  });
  return u;
}

at::Tensor from_places(const at::Tensor& du, int64_t output, int64_t input) {
  auto g = at::empty({3, 3, input, output}, du.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    winograd_avx2()->from_places(du.data_ptr<float>(), input, output, g.data_ptr<float>(), first, last);
  });
  return g.permute({3, 2, 0, 1}).contiguous();
}

// Tiles that are worked on at once. Their planes should stay in the second level of the caches; but weights that lie far out themselves
// should serve many tiles. Every thread gets as many blocks as the others.
int64_t block_of(const Maps& maps, int64_t input, int64_t output) {
  const int64_t wanted = input * output >= kFarWeights ? 128 : std::clamp<int64_t>((int64_t{1} << 18) / (kPlaces * (input + output)) / 6 * 6, 24, 48);
  const int64_t share = (maps.tiles() + at::get_num_threads() - 1) / at::get_num_threads(), blocks = (share + wanted - 1) / wanted;
  return (share + blocks - 1) / blocks;
}

void convolve(const at::Tensor& x, const at::Tensor& u, const at::Tensor& y, bool add) {
  const int64_t input = x.size(1), output = y.size(1);
  const auto maps = maps_of(x);
  const int64_t block = block_of(maps, input, output), blocks = (maps.tiles() + block - 1) / block;
  share_out(blocks, [&](auto next) {
    const auto room = at::empty({scratch(block, input, output)});
    for (int64_t b = next(); b >= 0; b = next()) {
      winograd_avx2()->forward(maps, x.data_ptr<float>(), input, u.data_ptr<float>(), output, y.data_ptr<float>(), add, b * block, std::min(block, maps.tiles() - b * block), room.data_ptr<float>());
    }
  });
}

at::Tensor forward(const at::Tensor& x, const at::Tensor& weight, Convolving) {
  auto y = at::empty({x.size(0), weight.size(0), x.size(2), x.size(3)}, x.options(), at::MemoryFormat::ChannelsLast);
  convolve(x, to_places(weight, false), y, false);
  return y;
}

void map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving, const at::Tensor& dx, bool add) { convolve(dy, to_places(weight, true), dx, add); }

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, int64_t, Convolving) {
  const int64_t input = x.size(1), output = dy.size(1);
  const auto maps = maps_of(x);
  const int64_t block = block_of(maps, input, output), blocks = (maps.tiles() + block - 1) / block;
  const auto du = sum_of_parts(blocks, kPlaces * input * output, x.options(), [&](int64_t begin, int64_t end, float* part) {
    const auto room = at::empty({scratch(block, input, output)});
    for (int64_t b = begin; b < end; b++) {
      winograd_avx2()->weights(maps, x.data_ptr<float>(), input, dy.data_ptr<float>(), output, part, b * block, std::min(block, maps.tiles() - b * block), room.data_ptr<float>());
    }
  });
  return from_places(du, output, input);
}
}  // namespace

const ConvolutionWay* winograd() {
  static const ConvolutionWay way{forward, map_gradient, weight_gradient};
  return winograd_avx2() ? &way : nullptr;
}
}  // namespace semblance
