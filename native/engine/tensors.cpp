// Tensors, gradients and generators: what needs more than an operator call.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

#include "guard.h"

using namespace semblance;

namespace {
std::vector<at::Tensor> tensors(void** handles, int32_t count) {
  std::vector<at::Tensor> out;
  out.reserve(static_cast<size_t>(count));
  for (int32_t k = 0; k < count; k++) out.push_back(handles == nullptr ? at::Tensor() : borrow(handles[k]));
  return out;
}
}  // namespace

void semblance_tensor_retain(void* tensor) { give(borrow(tensor)); }

void semblance_tensor_release(void* tensor) {
  c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(static_cast<at::TensorImpl*>(tensor)).reset();
}

int32_t semblance_tensor_describe(void* tensor, Description* out) {
  return guard([&] {
    const auto t = borrow(tensor);
    out->data = t.has_storage() ? t.data_ptr() : nullptr;
    const bool strided = t.layout() == c10::kStrided;
    out->sizes = t.sizes().data();
    out->strides = strided ? t.strides().data() : nullptr;
    out->dims = static_cast<int32_t>(t.dim());
    out->element_type = static_cast<int32_t>(t.scalar_type());
    out->device_type = static_cast<int32_t>(t.device().type());
    out->device_index = t.device().index();
    out->flags = (t.requires_grad() ? 1 : 0) | (strided && t.is_contiguous() ? 2 : 0) | (t.is_leaf() ? 4 : 0) |
                 (strided && t.dim() == 4 && t.is_contiguous(at::MemoryFormat::ChannelsLast) ? 8 : 0);
    out->reserved = 0;
  });
}

int32_t semblance_tensor_grad(void* tensor, void** grad) {
  return guard([&] { *grad = give(borrow(tensor).grad()); });
}

int32_t semblance_tensor_set_grad(void* tensor, void* grad) {
  return guard([&] {
    const auto owner = borrow(tensor);
    const auto value = borrow(grad);
    if (value.defined()) {
      TORCH_CHECK(value.sizes() == owner.sizes(), "a gradient has the shape of its tensor, ", owner.sizes(), ", not ", value.sizes());
      TORCH_CHECK(value.scalar_type() == owner.scalar_type(), "a gradient has its tensor's element type");
      TORCH_CHECK(value.device() == owner.device(), "a gradient lives on its tensor's device");
    }
    owner.mutable_grad() = value;
  });
}

int32_t semblance_tensor_set_requires_grad(void* tensor, int32_t on) {
  return guard([&] { borrow(tensor).requires_grad_(on != 0); });
}

int32_t semblance_backward(void** roots, void** gradients, int32_t count, int32_t keep_graph) {
  enter_thread();
  return guard([&] { torch::autograd::backward(tensors(roots, count), tensors(gradients, count), keep_graph != 0); });
}

int32_t semblance_grad(void** outputs, void** output_gradients, int32_t outputs_count, void** inputs, int32_t inputs_count,
                       int32_t keep_graph, int32_t create_graph, int32_t allow_unused, void** results) {
  enter_thread();
  return guard([&] {
    auto found = torch::autograd::grad(tensors(outputs, outputs_count), tensors(inputs, inputs_count),
                                       tensors(output_gradients, outputs_count), keep_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t k = 0; k < inputs_count; k++) results[k] = give(found[static_cast<size_t>(k)]);
  });
}

int32_t semblance_grad_mode(int32_t on) {
  const bool before = at::GradMode::is_enabled();
  if (on >= 0) at::GradMode::set_enabled(on != 0);
  return before;
}

int32_t semblance_generator_new(uint64_t seed, int32_t device_type, int32_t device_index, void** generator) {
  return guard([&] {
    const auto type = static_cast<c10::DeviceType>(device_type);
    if (type == c10::DeviceType::CPU) {
      *generator = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    // A device's generator is made by its own library; a copy of the default one is the way that needs no header of it.
    auto copy = at::globalContext().defaultGenerator(c10::Device(type, static_cast<c10::DeviceIndex>(device_index))).clone();
    copy.set_current_seed(seed);
    *generator = new at::Generator(std::move(copy));
  });
}

void semblance_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

int32_t semblance_generator_seed(void* generator, uint64_t seed) {
  return guard([&] { static_cast<at::Generator*>(generator)->set_current_seed(seed); });
}

int32_t semblance_generator_state(void* generator, void** tensor) {
  return guard([&] { *tensor = give(static_cast<at::Generator*>(generator)->get_state()); });
}

int32_t semblance_generator_set_state(void* generator, void* tensor) {
  return guard([&] { static_cast<at::Generator*>(generator)->set_state(borrow(tensor)); });
}
