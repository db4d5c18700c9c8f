// Whole batches of maps by the kernels of pointwise.h.
#include "pointwise.h"

#include <ATen/ops/empty.h>

#include "convolution.h"
#include "moments.h"
#include "parts.h"

namespace semblance {
namespace {
constexpr int64_t kPixels = 96;  // at once: what is gathered stays in the first caches

Pieces pieces_of(const Maps& maps) { return {maps.n * maps.h * maps.w, kPixels}; }

// u [output / 16][input][16] of weights [output, input]
at::Tensor panels(const at::Tensor& weight) { return weight.reshape({weight.size(0) / kPanel, kPanel, weight.size(1)}).transpose(1, 2).contiguous(); }

Convolved forward(const at::Tensor& x, const at::Tensor& weight, Convolving how, bool wanted) {
  const int64_t input = x.size(1), output = weight.size(0);
  auto y = at::empty({x.size(0), output, how.size(x.size(2), 1), how.size(x.size(3), 1)}, x.options(), at::MemoryFormat::ChannelsLast);
  const auto maps = maps_of(x, y);
  const auto u = panels(weight.flatten(1));
  Moments moments(wanted ? pieces_of(maps).count() : 0, output);
  share_out(pieces_of(maps), pointwise_avx2()->scratch(kPixels, input), [&](int64_t first, int64_t count, float* scratch) {
    pointwise_avx2()->forward(maps, how.stride, x.data_ptr<float>(), input, u.data_ptr<float>(), output, y.data_ptr<float>(), first, count, scratch);
    if (wanted) moments.add(first / kPixels, y.data_ptr<float>(), first, first + count);
  });
  return {y, wanted ? moments.total() : at::Tensor()};
}

void map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving how, const at::Tensor& dx, bool add) {
  const int64_t input = dx.size(1), output = dy.size(1);
  const auto maps = maps_of(dx, dy);
  const auto u = panels(weight.flatten(1).t());
  if (!add) dx.zero_();
  share_out(pieces_of(maps), pointwise_avx2()->scratch(kPixels, input), [&](int64_t first, int64_t count, float* scratch) {
    pointwise_avx2()->map_gradient(maps, how.stride, dy.data_ptr<float>(), output, u.data_ptr<float>(), input, dx.data_ptr<float>(), first, count, scratch);
  });
}

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, Convolving how) {
  const int64_t input = x.size(1), output = dy.size(1);
  const auto maps = maps_of(x, dy);
  const auto du = sum_of_parts(pieces_of(maps), pointwise_avx2()->scratch(kPixels, input), input * output, x.options(), [&](int64_t first, int64_t count, float* scratch, float* part) {
    pointwise_avx2()->weights(maps, how.stride, x.data_ptr<float>(), input, dy.data_ptr<float>(), output, part, first, count, scratch);
  });
  return du.reshape({output / kPanel, input, kPanel}).transpose(1, 2).reshape({output, input, 1, 1}).contiguous();
}
}  // namespace

const ConvolutionWay* pointwise() {
  static const ConvolutionWay way{forward, map_gradient, weight_gradient};
  return pointwise_avx2() ? &way : nullptr;
}
}  // namespace semblance
