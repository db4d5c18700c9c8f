// Whole batches of maps by the kernels of direct.h: pointers to the rows of a block of pixels, then all channels of them.
#include "direct.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include "convolution.h"
#include "parts.h"

namespace semblance {
namespace {
constexpr int64_t kBlocksAtOnce = 8;  // blocks that are worth a thread

// Pixels of maps [n, h, w] and the windows they look at in other maps: pixel (y, x) sees the lines y step + lines[i], and of each the
// `across` pixels from x step + left.
struct Walk {
  int64_t n, h, w;             // pixels that are written, or summed over
  int64_t step;
  std::vector<int64_t> lines;
  int64_t left, across;
  const float* source;         // [n, height, width, channels]
  int64_t height, width, channels;

  int64_t taps() const { return static_cast<int64_t>(lines.size()); }
  int64_t input() const { return across * channels; }
  int64_t pixels() const { return n * h * w; }
  int64_t blocks() const { return (pixels() + kBlock - 1) / kBlock; }
};

// Where pixel (image, y, x) has its numbers.
struct Target {
  float* base;
  int64_t image_step, y_step, x_step;
};

// Rows and targets of the pixels of one block. Beyond the last pixel all rows are zeros and the target is a spare place.
class Block {
 public:
  std::vector<const float*> rows;
  std::vector<float*> targets;
  int64_t pixels = 0;

  Block(const Walk& walk, const Target& target, int64_t channels)
      : rows(static_cast<size_t>(kBlock * walk.taps())), targets(static_cast<size_t>(kBlock)), walk_(walk), target_(target), spare_(static_cast<size_t>(channels)),
        zeros_(static_cast<size_t>(walk.input())), borders_(at::empty({kBlock * walk.taps() * walk.input()})) {}

  void find(int64_t block) {
    const int64_t first = block * kBlock, count = std::min(kBlock, walk_.pixels() - first), taps = walk_.taps();
    pixels = (count + kPixels - 1) / kPixels * kPixels;
    int64_t image = first / (walk_.h * walk_.w), y = first / walk_.w % walk_.h, x = first % walk_.w;
    float* border = borders_.data_ptr<float>();
    for (int64_t p = 0; p < pixels; p++) {
      const float** row = rows.data() + p / kPixels * taps * kPixels + p % kPixels;
      targets[static_cast<size_t>(p)] = p < count ? target_.base + image * target_.image_step + y * target_.y_step + x * target_.x_step : spare_.data();
      const int64_t start = x * walk_.step + walk_.left;
      const bool inside = start >= 0 && start + walk_.across <= walk_.width;
      for (const int64_t offset : walk_.lines) {
        const int64_t at = y * walk_.step + offset;
        *row = zeros_.data();
        if (p < count && at >= 0 && at < walk_.height) {
          const float* line = walk_.source + (image * walk_.height + at) * walk_.width * walk_.channels;
          *row = inside ? line + start * walk_.channels : padded(line, start, border);
        }
        row += kPixels;
      }
      if (++x < walk_.w) continue;
      x = 0;
      if (++y < walk_.h) continue;
      y = 0;
      image++;
    }
  }

 private:
  // A copy of pixels that stick out of the line, with zeros where there is nothing.
  const float* padded(const float* line, int64_t start, float*& border) const {
    float* copy = border;
    for (int64_t i = 0; i < walk_.across; i++, border += walk_.channels) {
      const bool exists = start + i >= 0 && start + i < walk_.width;
      if (exists) std::copy_n(line + (start + i) * walk_.channels, walk_.channels, border);
      else std::fill_n(border, walk_.channels, 0.0f);
    }
    return copy;
  }

  const Walk& walk_;
  Target target_;
  std::vector<float> spare_, zeros_;
  at::Tensor borders_;  // from the allocator that keeps memory: fresh pages cost more than the work on them
};

// Of maps that a kernel slides over: from where a pixel's window begins.
Walk window(const at::Tensor& x, int64_t h, int64_t w, int64_t kernel, Convolving how) {
  std::vector<int64_t> lines;
  for (int64_t i = 0; i < kernel; i++) lines.push_back(i - how.padding);
  return {x.size(0), h, w, how.stride, lines, -how.padding, kernel, x.data_ptr<float>(), x.size(2), x.size(3), x.size(1)};
}

Target pixels_of(const at::Tensor& maps) {
  const int64_t channels = maps.size(1), line = maps.size(3) * channels;
  return {maps.data_ptr<float>(), maps.size(2) * line, line, channels};
}

// Weights as [panels][lines][across, input][16] of g [lines, across, input, output].
at::Tensor panels(const at::Tensor& g) { return g.reshape({g.size(0), g.size(1) * g.size(2), g.size(3) / kLanes, kLanes}).permute({2, 0, 1, 3}).contiguous(); }

void mix_all(const Walk& walk, const at::Tensor& u, const Target& target) {
  const int64_t count = u.size(0), size = u.size(1) * u.size(2) * kLanes;
  at::parallel_for(0, walk.blocks(), kBlocksAtOnce, [&](int64_t begin, int64_t end) {
    Block block(walk, target, count * kLanes);
    for (int64_t b = begin; b < end; b++) {
      block.find(b);
      for (int64_t p = 0; p < count; p++) direct_avx2()->mix(block.rows.data(), block.pixels, walk.taps(), walk.input(), u.data_ptr<float>() + p * size, block.targets.data(), p * kLanes);
    }
  });
}

at::Tensor forward(const at::Tensor& x, const at::Tensor& weight, Convolving how) {
  const int64_t kernel = weight.size(2), h = how.size(x.size(2), kernel), w = how.size(x.size(3), kernel);
  auto y = at::empty({x.size(0), weight.size(0), h, w}, x.options(), at::MemoryFormat::ChannelsLast);
  mix_all(window(x, h, w, kernel, how), panels(weight.permute({2, 3, 1, 0})), pixels_of(y));
  return y;
}

// One dimension of the way back: the kernel's places that meet pixels top, top + stride, ..., from that which reads the gradient
// furthest left; they read it side by side.
struct Meeting {
  int64_t first = 0;            // where the first of them reads
  std::vector<int64_t> places;

  Meeting(int64_t kernel, Convolving how, int64_t top) {
    for (int64_t i = kernel - 1; i >= 0; i--) {
      const int64_t away = top + how.padding - i;
      if (away % how.stride != 0) continue;
      if (places.empty()) first = away / how.stride;
      places.push_back(i);
    }
  }
};

// Pixels whose coordinates leave the same remainders by the stride see the same places of the kernel.
at::Tensor map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving how, int64_t height, int64_t width) {
  const int64_t input = weight.size(1), kernel = weight.size(2), stride = how.stride;
  auto dx = at::empty({dy.size(0), input, height, width}, dy.options(), at::MemoryFormat::ChannelsLast);
  const auto all = pixels_of(dx);
  for (int64_t top = 0; top < std::min(stride, height); top++) {
    for (int64_t side = 0; side < std::min(stride, width); side++) {
      const Meeting down(kernel, how, top), along(kernel, how, side);
      std::vector<int64_t> lines;
      for (size_t i = 0; i < down.places.size(); i++) lines.push_back(down.first + static_cast<int64_t>(i));
      const Walk walk{dy.size(0), (height - top + stride - 1) / stride, (width - side + stride - 1) / stride, 1, lines, along.first, static_cast<int64_t>(along.places.size()),
                      dy.data_ptr<float>(), dy.size(2), dy.size(3), dy.size(1)};
      const auto chosen = weight.index_select(2, at::tensor(down.places)).index_select(3, at::tensor(along.places)).permute({2, 3, 0, 1});
      mix_all(walk, panels(chosen), {all.base + top * all.y_step + side * all.x_step, all.image_step, stride * all.y_step, stride * all.x_step});
    }
  }
  return dx;
}

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, int64_t kernel, Convolving how) {
  const int64_t output = dy.size(1), input = x.size(1), size = kernel * kernel * input * kLanes;
  const auto walk = window(x, dy.size(2), dy.size(3), kernel, how);
  const auto du = sum_of_parts(walk.blocks(), output / kLanes * size, x.options(), [&](int64_t begin, int64_t end, float* part) {
    Block block(walk, pixels_of(dy), output);
    for (int64_t b = begin; b < end; b++) {
      block.find(b);
      for (int64_t p = 0; p < output / kLanes; p++) direct_avx2()->outer(block.rows.data(), block.pixels, walk.taps(), walk.input(), block.targets.data(), p * kLanes, part + p * size);
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
