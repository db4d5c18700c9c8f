// semblance::conv2d: convolution with square kernels, without bias, groups or dilation. Float32 maps on the processor go the faster of
// our own ways where one applies; all else is ATen's. Forward, gradient of the maps and gradient of the weights.
#include "convolution.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <array>

namespace {
using namespace semblance;

at::Tensor channels_last(const at::Tensor& maps) { return maps.contiguous(at::MemoryFormat::ChannelsLast); }

class Convolution : public torch::autograd::Function<Convolution> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, const ConvolutionWay* way, Convolving how) {
    at::AutoDispatchBelowADInplaceOrView below;
    context->save_for_backward({x, weight});
    context->saved_data["way"] = reinterpret_cast<int64_t>(way);
    context->saved_data["stride"] = how.stride;
    context->saved_data["padding"] = how.padding;
    return way->forward(x, weight, how);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1];
    const auto* way = reinterpret_cast<const ConvolutionWay*>(context->saved_data["way"].toInt());
    const Convolving how{context->saved_data["stride"].toInt(), context->saved_data["padding"].toInt()};
    const bool maps_wanted = context->needs_input_grad(0), weights_wanted = context->needs_input_grad(1);
    // ATen's where this gradient is to be differentiated again, or where our way back does not apply.
    const bool plain = at::GradMode::is_enabled(), plain_maps = plain || x.size(1) % 16 != 0;
    at::Tensor dx, dw;
    if (plain || (plain_maps && maps_wanted)) {
      const std::array<bool, 3> wanted{plain_maps && maps_wanted, plain && weights_wanted, false};
      std::tie(dx, dw, std::ignore) = at::convolution_backward(gradients[0], x, weight, c10::nullopt, {how.stride, how.stride}, {how.padding, how.padding}, {1, 1}, false, {0, 0}, 1, wanted);
    }
    if (!plain) {
      at::AutoDispatchBelowADInplaceOrView below;
      const auto dy = channels_last(gradients[0]);
      if (maps_wanted && !plain_maps) dx = way->map_gradient(dy, weight, how, x.size(2), x.size(3));
      if (weights_wanted) dw = way->weight_gradient(x, dy, weight.size(2), how);
    }
    return {dx, dw, {}, {}};
  }
};

bool is_float(const at::Tensor& t) { return t.dim() == 4 && t.is_cpu() && t.scalar_type() == at::kFloat; }

// Our way where one is faster, else null. With fewer pixels the weights' way there and back costs more than it saves.
const ConvolutionWay* choose(const at::Tensor& x, const at::Tensor& weight, Convolving how) {
  const int64_t input = weight.size(1), output = weight.size(0), kernel = weight.size(2);
  if (!is_float(x) || !is_float(weight) || !c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::AutocastCPU)) return nullptr;
  if (x.size(1) != input || weight.size(3) != kernel || output % 16 != 0 || std::max(input, output) > 4096 || how.stride < 1 || how.padding < 0) return nullptr;
  const int64_t h = how.size(x.size(2), kernel), w = how.size(x.size(3), kernel);
  if (h < 1 || w < 1 || x.size(0) * h * w < 2048) return nullptr;
  if (kernel == 3 && how.stride == 1 && how.padding == 1 && input % 16 == 0) return winograd();
  return how.stride > 1 && kernel > 1 && input >= 16 ? direct() : nullptr;
}

at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, int64_t stride, int64_t padding) {
  const Convolving how{stride, padding};
  const auto* way = input.dim() == 4 && weight.dim() == 4 ? choose(input, weight, how) : nullptr;
  return way ? Convolution::apply(channels_last(input), weight, way, how) : at::conv2d(input, weight, {}, stride, padding);
}
}  // namespace

TORCH_LIBRARY_FRAGMENT(semblance, library) { library.def("conv2d(Tensor input, Tensor weight, int stride, int padding) -> Tensor", conv2d); }
