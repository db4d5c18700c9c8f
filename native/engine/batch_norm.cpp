// semblance::batch_norm_act: batch normalisation in training, a residual added and a ReLU, by batch_norm.h where that applies
// (float32 on the processor, channels last or vectors, channels in multiples of 16) and by ATen otherwise.
#include <ATen/TensorOperators.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/native_batch_norm_backward.h>
#include <ATen/ops/threshold_backward.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "batch_norm.h"
#include "moments.h"
#include "own_gradient.h"
#include "parts.h"

namespace {
using namespace semblance;

constexpr int64_t kRowsAtOnce = 1 << 10;
constexpr int64_t kParts = 32;  // of a sum: enough for the threads of one machine to share, whatever their number

int64_t rows_of(const at::Tensor& x) { return x.numel() / x.size(1); }

at::MemoryFormat format_of(const at::Tensor& x) { return x.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous; }

NormRows rows(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& offset, const at::Tensor& mean) {
  return {x.data_ptr<float>(), scale.data_ptr<float>(), offset.data_ptr<float>(), mean.data_ptr<float>(), x.size(1)};
}

// Calls work(first row, last row) for all rows, as they are shared out.
template <typename Work>
void for_rows(int64_t rows, Work work) {
  share_out({rows, kRowsAtOnce}, 0, [&](int64_t first, int64_t count, float*) { work(first, first + count); });
}

int64_t parts_of(int64_t rows) { return std::clamp<int64_t>(rows / kRowsAtOnce, 1, kParts); }

// [2, channels]; parts of the rows, added in order: the same bits in every run.
template <typename Part>
std::vector<double> sum_over(int64_t rows, int64_t channels, Part part) {
  const int64_t parts = parts_of(rows), size = 2 * channels;
  std::vector<double> sums(static_cast<size_t>(parts * size));
  share_out(parts, 0, [&](int64_t p, float*) { part(rows * p / parts, rows * (p + 1) / parts, sums.data() + p * size); });
  for (int64_t i = size; i < parts * size; i++) sums[static_cast<size_t>(i % size)] += sums[static_cast<size_t>(i)];
  return sums;
}

// What the rows of a batch are normalised by.
struct Batch {
  at::Tensor mean, inverse_deviation;
};

at::Tensor moments_of(const at::Tensor& x) {
  const int64_t n = rows_of(x), parts = parts_of(n);
  Moments moments(parts, x.size(1));
  share_out(parts, 0, [&](int64_t p, float*) { moments.add(p, x.data_ptr<float>(), n * p / parts, n * (p + 1) / parts); });
  return moments.total();
}

// The running moments move towards those of the batch [2, channels].
Batch follow(const at::Tensor& moments, int64_t n, const at::Tensor& running_mean, const at::Tensor& running_variance, double momentum, double epsilon) {
  const auto mean = moments[0], variance = moments[1];
  const Batch result{mean.to(at::kFloat), (variance + epsilon).rsqrt().to(at::kFloat)};
  running_mean.mul_(1 - momentum).add_(result.mean, momentum);
  running_variance.mul_(1 - momentum).add_((variance * (static_cast<double>(n) / static_cast<double>(n - 1))).to(at::kFloat), momentum);
  return result;
}

class Normalisation : public torch::autograd::Function<Normalisation> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const c10::optional<at::Tensor>& residual, const at::Tensor& weight,
                            const at::Tensor& bias, const Batch& batch, double epsilon, bool relu) {
    at::AutoDispatchBelowADInplaceOrView below;
    const auto scale = weight * batch.inverse_deviation, offset = bias - batch.mean * scale;
    auto y = at::empty_like(x);
    for_rows(rows_of(x), [&](int64_t first, int64_t last) {
      norm_avx2()->apply(rows(x, scale, offset, batch.mean), residual ? residual->data_ptr<float>() : nullptr, relu, first, last, y.data_ptr<float>());
    });
    context->save_for_backward({x, weight, batch.mean, batch.inverse_deviation, scale, offset, relu ? y : at::Tensor()});
    context->saved_data["epsilon"] = epsilon;
    context->saved_data["added"] = residual.has_value();
    return y;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1], &mean = saved[2], &inverse_deviation = saved[3], &y = saved[6];
    const bool relu = y.defined(), added = context->saved_data["added"].toBool();
    if (at::GradMode::is_enabled()) {  // this gradient is to be differentiated again
      const auto g = relu ? at::threshold_backward(gradients[0], y, 0) : gradients[0];
      const auto [dx, dw, db] = at::native_batch_norm_backward(g, x, weight, {}, {}, mean, inverse_deviation, true, context->saved_data["epsilon"].toDouble(), {true, true, true});
      return {dx, added ? g : at::Tensor(), dw, db, {}, {}, {}};
    }
    at::AutoDispatchBelowADInplaceOrView below;
    const auto view = rows(x, saved[4], saved[5], mean);
    const int64_t n = rows_of(x), channels = x.size(1);
    const bool own = is_own(gradients[0]);
    const auto dy = gradients[0].contiguous(format_of(x));
    const auto slope = relu && added && !own ? at::empty_like(x) : dy;
    const auto sums = sum_over(n, channels, [&](int64_t first, int64_t last, double* target) {
      norm_avx2()->sums(view, dy.data_ptr<float>(), added && relu ? y.data_ptr<float>() : nullptr, relu, first, last, slope.data_ptr<float>(), target);
    });
    auto dw = at::empty({channels}, x.options()), db = at::empty({channels}, x.options()), level = at::empty({channels}, x.options()), tilt = at::empty({channels}, x.options());
    for (int64_t c = 0; c < channels; c++) {
      const double total = sums[static_cast<size_t>(c)], product = sums[static_cast<size_t>(channels + c)], inverse = inverse_deviation.data_ptr<float>()[c];
      db.data_ptr<float>()[c] = static_cast<float>(total);
      dw.data_ptr<float>()[c] = static_cast<float>(product * inverse);
      level.data_ptr<float>()[c] = static_cast<float>(total / n);
      tilt.data_ptr<float>()[c] = static_cast<float>(product * inverse * inverse / n);
    }
    at::Tensor dx;
    if (context->needs_input_grad(0)) {
      dx = own && !added ? dy : at::empty_like(x);
      for_rows(n, [&](int64_t first, int64_t last) {
        norm_avx2()->gradient(view, slope.data_ptr<float>(), relu && !added, level.data_ptr<float>(), tilt.data_ptr<float>(), first, last, dx.data_ptr<float>());
      });
    }
    return {dx, added ? slope : at::Tensor(), dw, db, {}, {}, {}};
  }
};

bool is_float(const at::Tensor& t) { return t.defined() && t.is_cpu() && t.scalar_type() == at::kFloat; }

bool applies(const at::Tensor& input, const c10::optional<at::Tensor>& residual, const c10::optional<at::Tensor>& weight, const c10::optional<at::Tensor>& bias, const at::Tensor& running_mean) {
  return norm_avx2() != nullptr && is_float(input) && (input.dim() == 4 || input.dim() == 2) && input.size(1) % kChannels == 0 && input.numel() > 0 &&
         (!residual || (is_float(*residual) && residual->sizes() == input.sizes())) && weight && bias && is_float(*weight) && is_float(*bias) && is_float(running_mean);
}

at::Tensor batch_norm_act(const at::Tensor& input, const c10::optional<at::Tensor>& residual, const c10::optional<at::Tensor>& weight, const c10::optional<at::Tensor>& bias,
                          const at::Tensor& running_mean, const at::Tensor& running_variance, const c10::optional<at::Tensor>& known, double momentum, double epsilon, bool relu) {
  TORCH_CHECK(input.dim() >= 2 && input.numel() != input.size(1), "batch normalisation in training needs more than one value a channel, got an input of shape ", input.sizes());
  if (!applies(input, residual, weight, bias, running_mean)) {
    auto y = at::batch_norm(input, weight, bias, running_mean, running_variance, true, momentum, epsilon, true);
    if (residual) y = y.add_(*residual);
    return relu ? y.relu_() : y;
  }
  const auto x = input.contiguous(format_of(input));
  const auto added = residual ? c10::make_optional(residual->contiguous(format_of(input))) : c10::nullopt;
  find_own_gradients();
  Batch batch;
  {
    at::NoGradGuard no_gradient;
    batch = follow(known && known->numel() > 0 ? *known : moments_of(x.detach()), rows_of(x), running_mean, running_variance, momentum, epsilon);
  }
  return Normalisation::apply(x, added, *weight, *bias, batch, epsilon, relu);
}
}  // namespace

TORCH_LIBRARY_FRAGMENT(semblance, library) {
  library.def(
      "batch_norm_act(Tensor input, Tensor? residual, Tensor? weight, Tensor? bias, Tensor(a!) running_mean, Tensor(b!) running_var, Tensor? moments, float momentum, float eps, bool relu) -> Tensor",
      batch_norm_act);
}
