#include "own_gradient.h"

#include <ATen/TensorOperators.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {
// How many references autograd itself holds of a gradient that nobody else sees, while it is handed to a function such as ours: differs between releases.
class Handing : public torch::autograd::Function<Handing> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, int64_t* references) {
    context->saved_data["references"] = reinterpret_cast<int64_t>(references);
    return x.clone();
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    *reinterpret_cast<int64_t*>(context->saved_data["references"].toInt()) = static_cast<int64_t>(gradients[0].use_count());
    return {gradients[0], {}};
  }

  static int64_t references() {
    static const int64_t found = [] {
      at::AutoGradMode gradients(true);
      int64_t references = 0;
      const auto x = at::ones({1}).requires_grad_();
      (Handing::apply(x, &references) * 2).backward();
      return references;
    }();
    return found;
  }
};
}  // namespace

void semblance::find_own_gradients() { Handing::references(); }

bool semblance::is_own(const at::Tensor& gradient) {
  return static_cast<int64_t>(gradient.use_count()) <= Handing::references() && gradient.storage().use_count() == 1 && gradient.scalar_type() == at::kFloat && gradient.dim() == 4 &&
         gradient.is_contiguous(at::MemoryFormat::ChannelsLast);
}
