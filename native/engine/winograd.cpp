// Whole batches of maps by the kernels of winograd.h.
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include "convolution.h"
#include "moments.h"
#include "parts.h"
#include "winograd.h"

namespace semblance {
namespace {
constexpr int64_t kFiltersAtOnce = 1 << 12;
constexpr int64_t kFarWeights = 1 << 15;  // 4.7 MB in the domain of the products

const WinogradKernels& kernels_of(Convolving how) { return how.stride == 1 ? *winograd_one() : *winograd_two(); }

// U of weights [output, input, 3, 3]; turned: those of the gradient of the maps, input and output exchanged, filters rotated by half a turn.
at::Tensor to_places(const at::Tensor& weight, const WinogradKernels& kernels, bool turned) {
  const auto g = turned ? weight.flip({2, 3}).permute({2, 3, 0, 1}).contiguous() : weight.permute({2, 3, 1, 0}).contiguous();
  const int64_t input = g.size(2), output = g.size(3);
  auto u = at::empty({kMatrices * input * output}, weight.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    kernels.to_places(g.data_ptr<float>(), input, output, u.data_ptr<float>(), first, last);
  });
  return u;
}

at::Tensor from_places(const at::Tensor& du, int64_t output, int64_t input, const WinogradKernels& kernels) {
  auto g = at::empty({3, 3, input, output}, du.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    kernels.from_places(du.data_ptr<float>(), input, output, g.data_ptr<float>(), first, last);
  });
  return g.permute({3, 2, 0, 1}).contiguous();
}

// Tiles that are worked on at once. Their planes should stay in the second level of the caches; but weights that lie far out themselves
// should serve many tiles. Every thread gets as many pieces as the others, of whole rows of tiles: they lie one behind the other.
Pieces pieces_of(const Maps& maps, int64_t input, int64_t output, int64_t numbers) {
  const int64_t wanted = input * output >= kFarWeights ? 128 : std::clamp<int64_t>((int64_t{1} << 18) / (numbers * (input + output)) / 6 * 6, 24, 96);
  const int64_t share = (maps.tiles() + at::get_num_threads() - 1) / at::get_num_threads(), pieces = (share + wanted - 1) / wanted;
  return {maps.tiles(), ((share + pieces - 1) / pieces + maps.columns() - 1) / maps.columns() * maps.columns()};
}

// The first pixel of a row of tiles that begins with this one.
int64_t pixel_of(const Maps& maps, int64_t tile) {
  const int64_t row = tile / maps.columns();
  return (row / maps.rows() * maps.h + row % maps.rows() * 4) * maps.w;
}

Convolved forward(const at::Tensor& x, const at::Tensor& weight, Convolving how, bool wanted) {
  const int64_t input = x.size(1), output = weight.size(0);
  const auto& kernels = kernels_of(how);
  auto y = at::empty({x.size(0), output, how.size(x.size(2), 3), how.size(x.size(3), 3)}, x.options(), at::MemoryFormat::ChannelsLast);
  const auto maps = maps_of(x, y);
  const auto u = to_places(weight, kernels, false);
  const auto pieces = pieces_of(maps, input, output, kernels.numbers);
  Moments moments(wanted ? pieces.count() : 0, output);
  share_out(pieces, kernels.scratch(pieces.size, input, output), [&](int64_t first, int64_t count, float* scratch) {
    kernels.forward(maps, x.data_ptr<float>(), input, u.data_ptr<float>(), output, y.data_ptr<float>(), first, count, scratch);
    if (wanted) moments.add(first / pieces.size, y.data_ptr<float>(), pixel_of(maps, first), pixel_of(maps, first + count));
  });
  return {y, wanted ? moments.total() : at::Tensor()};
}

void map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving how, const at::Tensor& dx, bool add) {
  const int64_t input = dx.size(1), output = dy.size(1);
  const auto& kernels = kernels_of(how);
  const auto maps = maps_of(dx, dy);
  const auto u = to_places(weight, kernels, true);
  const auto pieces = pieces_of(maps, input, output, kernels.numbers);
  share_out(pieces, kernels.scratch(pieces.size, input, output), [&](int64_t first, int64_t count, float* scratch) {
    kernels.map_gradient(maps, dy.data_ptr<float>(), output, u.data_ptr<float>(), input, dx.data_ptr<float>(), add, first, count, scratch);
  });
}

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, Convolving how) {
  const int64_t input = x.size(1), output = dy.size(1);
  const auto& kernels = kernels_of(how);
  const auto maps = maps_of(x, dy);
  const auto pieces = pieces_of(maps, input, output, kernels.numbers);
  const auto du = sum_of_parts(pieces, kernels.scratch(pieces.size, input, output), kMatrices * input * output, x.options(), [&](int64_t first, int64_t count, float* scratch, float* part) {
    kernels.weights(maps, x.data_ptr<float>(), input, dy.data_ptr<float>(), output, part, first, count, scratch);
  });
  return from_places(du, output, input, kernels);
}
}  // namespace

const ConvolutionWay* winograd() {
  static const ConvolutionWay way{forward, map_gradient, weight_gradient};
  return winograd_one() ? &way : nullptr;
}
}  // namespace semblance
