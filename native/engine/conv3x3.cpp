// semblance::conv3x3: 3x3 convolution of stride 1 and padding 1 without bias, by winograd.h where that applies (float32 maps on the
// processor, channels in multiples of 16) and by ATen otherwise. Forward, gradient of the maps and gradient of the weights.
#include <ATen/Parallel.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>
#include <array>
#include <vector>

#include "winograd.h"

namespace {
using namespace semblance;

constexpr int64_t kFiltersAtOnce = 1 << 12;

// U of weights [output, input, 3, 3]; turned: those of the gradient of the maps, input and output exchanged, filters rotated by half a turn.
at::Tensor to_places(const WinogradKernels& kernels, const at::Tensor& weight, bool turned) {
  const auto g = turned ? weight.flip({2, 3}).permute({2, 3, 0, 1}).contiguous() : weight.permute({2, 3, 1, 0}).contiguous();
  const int64_t input = g.size(2), output = g.size(3);
  auto u = at::empty({kPlaces * input * output}, weight.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    kernels.to_places(g.data_ptr<float>(), input, output, u.data_ptr<float>(), first, last);
  });
  return u;
}

at::Tensor from_places(const WinogradKernels& kernels, const at::Tensor& du, int64_t output, int64_t input) {
  auto g = at::empty({3, 3, input, output}, du.options());
  at::parallel_for(0, input, std::max<int64_t>(1, kFiltersAtOnce / output), [&](int64_t first, int64_t last) {
    kernels.from_places(du.data_ptr<float>(), input, output, g.data_ptr<float>(), first, last);
  });
  return g.permute({3, 2, 0, 1}).contiguous();
}

// Tiles that are worked on at once: their planes should stay in the second level of the caches, and the weights should serve many.
int64_t block_of(int64_t input, int64_t output) { return std::clamp<int64_t>((int64_t{1} << 18) / (kPlaces * (input + output)) / 6 * 6, 24, 48); }

at::Tensor convolve(const WinogradKernels& kernels, const at::Tensor& x, const at::Tensor& u, int64_t output) {
  const int64_t input = x.size(1);
  const Maps maps{x.size(0), x.size(2), x.size(3)};
  auto y = at::empty({maps.n, output, maps.h, maps.w}, x.options(), at::MemoryFormat::ChannelsLast);
  const int64_t block = block_of(input, output), blocks = (maps.tiles() + block - 1) / block;
  at::parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> room(static_cast<size_t>(scratch(block, input, output)));
    for (int64_t b = begin; b < end; b++) {
      kernels.forward(maps, x.data_ptr<float>(), input, u.data_ptr<float>(), output, y.data_ptr<float>(), b * block, std::min(block, maps.tiles() - b * block), room.data());
    }
  });
  return y;
}

at::Tensor weight_gradient(const WinogradKernels& kernels, const at::Tensor& x, const at::Tensor& dy) {
  const int64_t input = x.size(1), output = dy.size(1);
  const Maps maps{x.size(0), x.size(2), x.size(3)};
  const int64_t block = block_of(input, output), blocks = (maps.tiles() + block - 1) / block;
  // One part a thread, each with the same blocks in every run: sums do not depend on who is faster.
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), blocks), share = (blocks + threads - 1) / threads;
  std::vector<at::Tensor> parts;
  for (int64_t t = 0; t < threads; t++) parts.push_back(at::zeros({kPlaces * input * output}, x.options()));
  at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> room(static_cast<size_t>(scratch(block, input, output)));
    for (int64_t t = begin; t < end; t++) {
      for (int64_t b = t * share; b < std::min(blocks, (t + 1) * share); b++) {
        kernels.weights(maps, x.data_ptr<float>(), input, dy.data_ptr<float>(), output, parts[static_cast<size_t>(t)].data_ptr<float>(), b * block, std::min(block, maps.tiles() - b * block), room.data());
      }
    }
  });
  for (int64_t t = 1; t < threads; t++) parts[0].add_(parts[static_cast<size_t>(t)]);
  return from_places(kernels, parts[0], output, input);
}

class Convolution : public torch::autograd::Function<Convolution> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const at::Tensor& weight) {
    at::AutoDispatchBelowADInplaceOrView below;
    context->save_for_backward({x, weight});
    return convolve(*winograd_avx2(), x, to_places(*winograd_avx2(), weight, false), weight.size(0));
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    if (at::GradMode::is_enabled()) {  // this gradient is to be differentiated again
      const std::array<bool, 3> wanted{context->needs_input_grad(0), context->needs_input_grad(1), false};
      const auto [dx, dw, none] = at::convolution_backward(gradients[0], saved[0], saved[1], c10::nullopt, {1, 1}, {1, 1}, {1, 1}, false, {0, 0}, 1, wanted);
      return {dx, dw};
    }
    at::AutoDispatchBelowADInplaceOrView below;
    const auto dy = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor dx, dw;
    if (context->needs_input_grad(0)) dx = convolve(*winograd_avx2(), dy, to_places(*winograd_avx2(), saved[1], true), saved[1].size(1));
    if (context->needs_input_grad(1)) dw = weight_gradient(*winograd_avx2(), saved[0], dy);
    return {dx, dw};
  }
};

// With fewer tiles the weights' way there and back costs more than it saves.
constexpr int64_t kFewestTiles = 128;

bool applies(const at::Tensor& input, const at::Tensor& weight) {
  return winograd_avx2() != nullptr && input.dim() == 4 && weight.dim() == 4 && input.is_cpu() && input.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat &&
         weight.size(2) == 3 && weight.size(3) == 3 && input.size(1) == weight.size(1) && input.size(1) % kPanel == 0 && weight.size(0) % kPanel == 0 &&
         std::max(input.size(1), weight.size(0)) <= 4096 && Maps{input.size(0), input.size(2), input.size(3)}.tiles() >= kFewestTiles && c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::AutocastCPU);
}

at::Tensor conv3x3(const at::Tensor& input, const at::Tensor& weight) {
  return applies(input, weight) ? Convolution::apply(input.contiguous(at::MemoryFormat::ChannelsLast), weight) : at::conv2d(input, weight, {}, 1, 1);
}
}  // namespace

TORCH_LIBRARY_FRAGMENT(semblance, library) { library.def("conv3x3(Tensor input, Tensor weight) -> Tensor", conv3x3); }
