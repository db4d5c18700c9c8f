// Whole batches of maps by the kernels of direct.h: pointers to the rows of a block of pixels, then all channels of them.
#include "direct.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <array>

#include "convolution.h"
#include "parts.h"

namespace semblance {
namespace {
constexpr int64_t kNear = int64_t{1} << 15;  // numbers that stay in the second cache

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
        zeros_(static_cast<size_t>(walk.input())), borders_(at::empty({kBlock * walk.taps() * walk.input()})) {
    for (int64_t p = 0; p < kBlock; p++) places_[static_cast<size_t>(p)] = p / kPixels * walk.taps() * kPixels + p % kPixels;
  }

  // Of `count` pixels, at most kBlock, from the first one on. Pixels of one line see the same lines.
  void find(int64_t first, int64_t count) {
    pixels = (count + kPixels - 1) / kPixels * kPixels;
    int64_t image = first / (walk_.h * walk_.w), y = first / walk_.w % walk_.h, x = first % walk_.w;
    float* border = borders_.data_ptr<float>();
    for (int64_t p = 0; p < count;) {
      const int64_t end = std::min(count, p + walk_.w - x);
      for (int64_t t = 0; t < walk_.taps(); t++) {
        const int64_t at = y * walk_.step + walk_.lines[static_cast<size_t>(t)];
        const float* line = at >= 0 && at < walk_.height ? walk_.source + (image * walk_.height + at) * walk_.width * walk_.channels : nullptr;
        int64_t start = x * walk_.step + walk_.left;
        for (int64_t q = p; q < end; q++, start += walk_.step) {
          const bool inside = start >= 0 && start + walk_.across <= walk_.width;
          row(q, t) = !line ? zeros_.data() : inside ? line + start * walk_.channels : padded(line, start, border);
        }
      }
      float* target = target_.base + image * target_.image_step + y * target_.y_step + x * target_.x_step;
      for (x += end - p; p < end; p++, target += target_.x_step) targets[static_cast<size_t>(p)] = target;
      if (x < walk_.w) continue;
      x = 0;
      if (++y < walk_.h) continue;
      y = 0;
      image++;
    }
    for (int64_t p = count; p < pixels; p++) {
      for (int64_t t = 0; t < walk_.taps(); t++) row(p, t) = zeros_.data();
      targets[static_cast<size_t>(p)] = spare_.data();
    }
  }

 private:
  const float*& row(int64_t pixel, int64_t tap) { return rows[static_cast<size_t>(places_[static_cast<size_t>(pixel)] + tap * kPixels)]; }

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
  std::array<int64_t, kBlock> places_;
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

struct Job {
  Walk walk;
  at::Tensor u;  // panels
  Target target;
};

// Jobs that fill one map together: a part of all of them, then the next, so that lines they share are touched while they are near.
void mix_all(const std::vector<Job>& jobs, int64_t size, bool add) {
  const int64_t parts = std::max<int64_t>(1, size / kNear);
  share_out(parts, [&](auto next) {
    std::vector<Block> blocks;
    blocks.reserve(jobs.size());
    for (const auto& job : jobs) blocks.emplace_back(job.walk, job.target, job.u.size(0) * kLanes);
    for (int64_t part = next(); part >= 0; part = next()) {
      for (size_t j = 0; j < jobs.size(); j++) {
        const auto& [walk, u, target] = jobs[j];
        const int64_t last = walk.pixels() * (part + 1) / parts, panel = u.size(1) * u.size(2) * kLanes;
        for (int64_t first = walk.pixels() * part / parts; first < last; first += kBlock) {
          blocks[j].find(first, std::min(kBlock, last - first));
          for (int64_t p = 0; p < u.size(0); p++) direct_avx2()->mix(blocks[j].rows.data(), blocks[j].pixels, walk.taps(), walk.input(), u.data_ptr<float>() + p * panel, blocks[j].targets.data(), p * kLanes, add);
        }
      }
    }
  });
}

at::Tensor forward(const at::Tensor& x, const at::Tensor& weight, Convolving how) {
  const int64_t kernel = weight.size(2), h = how.size(x.size(2), kernel), w = how.size(x.size(3), kernel);
  auto y = at::empty({x.size(0), weight.size(0), h, w}, x.options(), at::MemoryFormat::ChannelsLast);
  mix_all({{window(x, h, w, kernel, how), panels(weight.permute({2, 3, 1, 0})), pixels_of(y)}}, y.numel(), false);
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
void map_gradient(const at::Tensor& dy, const at::Tensor& weight, Convolving how, const at::Tensor& dx, bool add) {
  const int64_t kernel = weight.size(2), stride = how.stride, height = dx.size(2), width = dx.size(3);
  const auto all = pixels_of(dx);
  std::vector<Job> jobs;
  for (int64_t top = 0; top < std::min(stride, height); top++) {
    for (int64_t side = 0; side < std::min(stride, width); side++) {
      const Meeting down(kernel, how, top), along(kernel, how, side);
      if (add && (down.places.empty() || along.places.empty())) continue;
      std::vector<int64_t> lines;
      for (size_t i = 0; i < down.places.size(); i++) lines.push_back(down.first + static_cast<int64_t>(i));
      const Walk walk{dy.size(0), (height - top + stride - 1) / stride, (width - side + stride - 1) / stride, 1, lines, along.first, static_cast<int64_t>(along.places.size()),
                      dy.data_ptr<float>(), dy.size(2), dy.size(3), dy.size(1)};
      const auto chosen = weight.index_select(2, at::tensor(down.places)).index_select(3, at::tensor(along.places)).permute({2, 3, 0, 1});
      jobs.push_back({walk, panels(chosen), {all.base + top * all.y_step + side * all.x_step, all.image_step, stride * all.y_step, stride * all.x_step}});
    }
  }
  mix_all(jobs, dx.numel(), add);
}

at::Tensor weight_gradient(const at::Tensor& x, const at::Tensor& dy, int64_t kernel, Convolving how) {
  const int64_t output = dy.size(1), input = x.size(1), size = kernel * kernel * input * kLanes;
  const auto walk = window(x, dy.size(2), dy.size(3), kernel, how);
  const auto du = sum_of_parts(walk.blocks(), output / kLanes * size, x.options(), [&](int64_t begin, int64_t end, float* part) {
    Block block(walk, pixels_of(dy), output);
    for (int64_t b = begin; b < end; b++) {
      block.find(b * kBlock, std::min(kBlock, walk.pixels() - b * kBlock));
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
