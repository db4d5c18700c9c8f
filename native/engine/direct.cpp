// Whole batches of maps by the kernels of direct.h: pointers to the rows of a block of pixels, then all channels of them.
#include "direct.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "convolution.h"
#include "parts.h"

namespace semblance {
namespace {
constexpr int64_t kBlock = 96;  // pixels whose rows are worked on at once

// Pixels of maps [n, h, w] with a stride, and their rows in other maps: the pixel (y, x) and the tap (i, j) meet at (y step + up[i], x step + left[j]).
struct Walk {
  int64_t n, h, w;                 // pixels that are written, or summed over
  int64_t step;
  std::vector<int64_t> up, left;   // of the taps
  const float* source;             // [n, height, width, channels]
  int64_t height, width, channels;
  const float* nothing;            // [channels] zeros, for rows outside

  int64_t taps() const { return static_cast<int64_t>(up.size() * left.size()); }
  int64_t pixels() const { return n * h * w; }
  int64_t blocks() const { return (pixels() + kBlock - 1) / kBlock; }
};

// Rows and targets of the pixels of one block; those of the last block that do not exist read zeros and are null.
struct Block {
  std::vector<const float*> rows;
  std::vector<float*> targets;
  int64_t pixels = 0;

  // A pixel (image, y, x) has its target at base + image, y and x times these steps.
  void find(const Walk& walk, int64_t block, float* base, int64_t image_step, int64_t y_step, int64_t x_step) {
    const int64_t first = block * kBlock, count = std::min(kBlock, walk.pixels() - first), taps = walk.taps();
    pixels = (count + kPixels - 1) / kPixels * kPixels;
    rows.resize(static_cast<size_t>(kBlock * taps));
    targets.assign(static_cast<size_t>(kBlock), nullptr);
    int64_t image = first / (walk.h * walk.w), y = first / walk.w % walk.h, x = first % walk.w;
    for (int64_t p = 0; p < pixels; p++) {
      const float** row = rows.data() + p / kPixels * taps * kPixels + p % kPixels;
      if (p < count) targets[static_cast<size_t>(p)] = base + image * image_step + y * y_step + x * x_step;
      for (const int64_t up : walk.up) {
        const int64_t at = y * walk.step + up;
        const float* line = p < count && at >= 0 && at < walk.height ? walk.source + (image * walk.height + at) * walk.width * walk.channels : nullptr;
        for (const int64_t left : walk.left) {
          const int64_t across = x * walk.step + left;
          *row = line && across >= 0 && across < walk.width ? line + across * walk.channels : walk.nothing;
          row += kPixels;
        }
      }
      if (++x < walk.w) continue;
      x = 0;
      if (++y < walk.h) continue;
      y = 0;
      image++;
    }
  }
};

std::vector<int64_t> taps_of(int64_t kernel, int64_t padding) {
  std::vector<int64_t> offsets;
  for (int64_t i = 0; i < kernel; i++) offsets.push_back(i - padding);
  return offsets;
}

// Weights as [panels][taps][input][16] of g [taps, input, output].
at::Tensor panels(const at::Tensor& g) { return g.reshape({g.size(0), g.size(1), g.size(2) / kLanes, kLanes}).permute({2, 0, 1, 3}).contiguous(); }

void mix_all(const Walk& walk, const at::Tensor& u, float* base, int64_t image_step, int64_t y_step, int64_t x_step) {
  const int64_t count = u.size(0), size = u.size(1) * u.size(2) * kLanes;
  at::parallel_for(0, walk.blocks(), 1, [&](int64_t begin, int64_t end) {
    Block block;
    for (int64_t b = begin; b < end; b++) {
      block.find(walk, b, base, image_step, y_step, x_step);
      for (int64_t p = 0; p < count; p++) direct_avx2()->mix(block.rows.data(), block.pixels, walk.taps(), walk.channels, u.data_ptr<float>() + p * size, block.targets.data(), p * kLanes);
    }
  });
}

at::Tensor forward(const at::Tensor& x, const at::Tensor& weight, Convolving how) {
  const int64_t output = weight.size(0), input = weight.size(1), kernel = weight.size(2), h = how.size(x.size(2), kernel), w = how.size(x.size(3), kernel);
  const auto u = panels(weight.permute({2, 3, 1, 0}).reshape({kernel * kernel, input, output})), nothing = at::zeros({input}, x.options());
  auto y = at::empty({x.size(0), output, h, w}, x.options(), at::MemoryFormat::ChannelsLast);
  const auto taps = taps_of(kernel, how.padding);
  const Walk walk{x.size(0), h, w, how.stride, taps, taps, x.data_ptr<float>(), x.size(2), x.size(3), input, nothing.data_ptr<float>()};
  mix_all(walk, u, y.data_ptr<float>(), h * w * output, w * output, output);
  return y;
}

// Where taps i of pixels top, top + stride, ... read the gradient, and which taps they are.
void taps_back(int64_t kernel, Convolving how, int64_t top, std::vector<int64_t>& offsets, std::vector<int64_t>& which) {
  for (int64_t i = 0; i < kernel; i++) {
    const int64_t away = top + how.padding - i;
    if (away % how.stride != 0) continue;
    offsets.push_back(away / how.stride);
    which.push_back(i);
  }
}

// Pixels whose coordinates have the same remainders by the stride have the same taps.
at::Tensor map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving how, int64_t height, int64_t width) {
  const int64_t output = weight.size(0), input = weight.size(1), kernel = weight.size(2);
  const auto g = weight.permute({2, 3, 0, 1}).contiguous(), nothing = at::zeros({output}, dy.options());
  auto dx = at::empty({dy.size(0), input, height, width}, dy.options(), at::MemoryFormat::ChannelsLast);
  for (int64_t top = 0; top < std::min(how.stride, height); top++) {
    for (int64_t side = 0; side < std::min(how.stride, width); side++) {
      Walk walk{dy.size(0), (height - top + how.stride - 1) / how.stride, (width - side + how.stride - 1) / how.stride, 1, {}, {}, dy.data_ptr<float>(), dy.size(2), dy.size(3), output, nothing.data_ptr<float>()};
      std::vector<int64_t> down, across;
      taps_back(kernel, how, top, walk.up, down);
      taps_back(kernel, how, side, walk.left, across);
      auto chosen = at::empty({walk.taps(), output, input}, dy.options());
      for (size_t i = 0; i < down.size(); i++) {
        for (size_t j = 0; j < across.size(); j++) chosen[static_cast<int64_t>(i * across.size() + j)].copy_(g[down[i]][across[j]]);
      }
      mix_all(walk, panels(chosen), dx.data_ptr<float>() + (top * width + side) * input, height * width * input, how.stride * width * input, how.stride * input);
    }
  }
  return dx;
}

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, int64_t kernel, Convolving how) {
  const int64_t output = dy.size(1), input = x.size(1), h = dy.size(2), w = dy.size(3), size = kernel * kernel * input * kLanes;
  const auto nothing = at::zeros({input}, x.options());
  const auto taps = taps_of(kernel, how.padding);
  const Walk walk{x.size(0), h, w, how.stride, taps, taps, x.data_ptr<float>(), x.size(2), x.size(3), input, nothing.data_ptr<float>()};
  const auto du = sum_of_parts(walk.blocks(), output / kLanes * size, x.options(), [&](int64_t begin, int64_t end, float* part) {
    Block block;
    for (int64_t b = begin; b < end; b++) {
      block.find(walk, b, dy.data_ptr<float>(), h * w * output, w * output, output);
      for (int64_t p = 0; p < output / kLanes; p++) direct_avx2()->outer(block.rows.data(), block.pixels, walk.taps(), input, block.targets.data(), p * kLanes, part + p * size);
    }
  });
  return du.reshape({output / kLanes, kernel, kernel, input, kLanes}).permute({0, 4, 3, 1, 2}).reshape({output, input, kernel, kernel}).contiguous();
}
}  // namespace

const ConvolutionWay* direct() {
  static const ConvolutionWay way{forward, map_gradient, weight_gradient};
  return direct_avx2() ? &way : nullptr;
}
}  // namespace semblance
