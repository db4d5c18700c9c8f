// semblance::conv2d: convolution with square kernels, without bias, groups or dilation. Float32 maps on the processor go the faster of
// our own ways where one applies; all else is ATen's. Forward, gradient of the maps and gradient of the weights.
#include "convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/alias.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <array>
#include <tuple>

#include "own_gradient.h"

namespace {
using namespace semblance;

at::Tensor channels_last(const at::Tensor& maps) { return maps.contiguous(at::MemoryFormat::ChannelsLast); }

// y, its moments if a normalisation follows, and the maps themselves if they go on beside it (fork): their gradient then comes here first, and
// that of the convolution is added as it is made, where autograd would write both and add them in a third pass.
class Convolution : public torch::autograd::Function<Convolution> {
 public:
  static torch::autograd::variable_list forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, const ConvolutionWay* way, Convolving how, bool moments, bool fork) {
    at::AutoDispatchBelowADInplaceOrView below;
    context->save_for_backward({x, weight});
    context->set_materialize_grads(false);
    context->saved_data["way"] = reinterpret_cast<int64_t>(way);
    context->saved_data["stride"] = how.stride;
    context->saved_data["padding"] = how.padding;
    const auto convolved = way->forward(x, weight, how, moments);
    torch::autograd::variable_list result{convolved.maps};
    if (moments) {
      result.push_back(convolved.moments);
      context->mark_non_differentiable({convolved.moments});
    }
    if (fork) result.push_back(x);
    return result;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1];
    const auto* way = reinterpret_cast<const ConvolutionWay*>(context->saved_data["way"].toInt());
    const Convolving how{context->saved_data["stride"].toInt(), context->saved_data["padding"].toInt()};
    const at::Tensor none;
    const auto& beside = gradients.size() > 2 ? gradients[2] : none;
    if (!gradients[0].defined()) return {beside, {}, {}, {}, {}, {}};
    const bool maps_wanted = context->needs_input_grad(0), weights_wanted = context->needs_input_grad(1);
    at::Tensor dx, dw;
    if (at::GradMode::is_enabled()) {  // this gradient is to be differentiated again
      const std::array<bool, 3> wanted{maps_wanted, weights_wanted, false};
      std::tie(dx, dw, std::ignore) = at::convolution_backward(gradients[0], x, weight, c10::nullopt, {how.stride, how.stride}, {how.padding, how.padding}, {1, 1}, false, {0, 0}, 1, wanted);
      if (dx.defined() && beside.defined()) dx = dx + beside;
    } else {
      at::AutoDispatchBelowADInplaceOrView below;
      const auto dy = channels_last(gradients[0]);
      if (weights_wanted) dw = way->weight_gradient(x, dy, how);
      if (maps_wanted) {  // last: who takes them next finds them near
        const bool add = beside.defined();
        dx = !add ? at::empty_like(x) : is_own(beside) ? beside : beside.to(at::kFloat).clone(at::MemoryFormat::ChannelsLast);
        way->map_gradient(dy, weight, how, dx, add);
      }
    }
    return {dx, dw, {}, {}, {}, {}};
  }
};

bool is_float(const at::Tensor& t) { return t.dim() == 4 && t.is_cpu() && t.scalar_type() == at::kFloat; }

// Our way where one is faster, else null. With fewer pixels the weights' way there and back costs more than it saves.
const ConvolutionWay* choose(const at::Tensor& x, const at::Tensor& weight, Convolving how) {
  if (!is_float(x) || !is_float(weight) || !c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::AutocastCPU)) return nullptr;
  const int64_t input = weight.size(1), output = weight.size(0), kernel = weight.size(2);
  if (x.size(1) != input || weight.size(3) != kernel || input % kPanel != 0 || output % kPanel != 0 || std::max(input, output) > 4096 || how.stride < 1 || how.padding < 0) return nullptr;
  const int64_t h = how.size(x.size(2), kernel), w = how.size(x.size(3), kernel);
  if (h < 1 || w < 1 || x.size(0) * h * w < 2048) return nullptr;
  if (kernel == 3 && how.stride <= 2 && how.padding == 1) return winograd();
  return kernel == 1 && how.stride > 1 && how.padding == 0 ? pointwise() : nullptr;
}

at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, int64_t stride, int64_t padding) {
  const Convolving how{stride, padding};
  const auto* way = choose(input, weight, how);
  return way ? Convolution::apply(channels_last(input), weight, way, how, false, false)[0] : at::conv2d(input, weight, {}, stride, padding);
}

std::tuple<at::Tensor, at::Tensor> conv2d_moments(const at::Tensor& input, const at::Tensor& weight, int64_t stride, int64_t padding) {
  const Convolving how{stride, padding};
  const auto* way = choose(input, weight, how);
  if (!way) return {at::conv2d(input, weight, {}, stride, padding), at::empty({0})};
  const auto both = Convolution::apply(channels_last(input), weight, way, how, true, false);
  return {both[0], both[1]};
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> conv2d_fork(const at::Tensor& input, const at::Tensor& weight, int64_t stride, int64_t padding) {
  const Convolving how{stride, padding};
  const auto* way = choose(input, weight, how);
  if (!way) return {at::conv2d(input, weight, {}, stride, padding), at::empty({0}), at::alias(input)};
  find_own_gradients();
  const auto all = Convolution::apply(channels_last(input), weight, way, how, true, true);
  return {all[0], all[1], all[2]};
}
}  // namespace

TORCH_LIBRARY_FRAGMENT(semblance, library) {
  library.def("conv2d(Tensor input, Tensor weight, int stride, int padding) -> Tensor", conv2d);
  library.def("conv2d_fork(Tensor input, Tensor weight, int stride, int padding) -> (Tensor maps, Tensor moments, Tensor input)", conv2d_fork);
  library.def("conv2d_moments(Tensor input, Tensor weight, int stride, int padding) -> (Tensor maps, Tensor moments)", conv2d_moments);
}
