// Tensors, gradients and generators: what needs more than an operator call.
#include <ATen/CPUGeneratorImpl.h>
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

void semblance_tensor_retain(void* tensor) { c10::raw::intrusive_ptr::incref(static_cast<at::TensorImpl*>(tensor)); }

void semblance_tensor_release(void* tensor) { c10::raw::intrusive_ptr::decref(static_cast<at::TensorImpl*>(tensor)); }

int32_t semblance_tensor_describe(void* tensor, Description* out) {
  return guard([&] {
    const auto t = borrow(tensor);
    out->data = t.has_storage() ? t.data_ptr() : nullptr;
    out->sizes = t.sizes().data();
    out->strides = t.strides().data();
    out->dims = static_cast<int32_t>(t.dim());
    out->element_type = static_cast<int32_t>(t.scalar_type());
    out->device_type = static_cast<int32_t>(t.device().type());
    out->device_index = t.device().index();
    out->flags = (t.requires_grad() ? 1 : 0) | (t.is_contiguous() ? 2 : 0) | (t.is_leaf() ? 4 : 0) |
                 (t.dim() == 4 && t.is_contiguous(at::MemoryFormat::ChannelsLast) ? 8 : 0);
    out->reserved = 0;
  });
}

int32_t semblance_tensor_grad(void* tensor, void** grad) {
  return guard([&] { *grad = give(borrow(tensor).grad()); });
}

int32_t semblance_tensor_set_grad(void* tensor, void* grad) {
  return guard([&] { borrow(tensor).mutable_grad() = borrow(grad); });
}

int32_t semblance_tensor_set_requires_grad(void* tensor, int32_t on) {
  return guard([&] { borrow(tensor).set_requires_grad(on != 0); });
}

int32_t semblance_backward(void** roots, void** gradients, int32_t count, int32_t keep_graph) {
  return guard([&] { torch::autograd::backward(tensors(roots, count), tensors(gradients, count), keep_graph != 0); });
}

int32_t semblance_grad(void** outputs, void** output_gradients, int32_t outputs_count, void** inputs, int32_t inputs_count,
                       int32_t keep_graph, int32_t create_graph, int32_t allow_unused, void** results) {
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

int32_t semblance_generator_new(uint64_t seed, void** generator) {
  return guard([&] { *generator = new at::Generator(at::detail::createCPUGenerator(seed)); });
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
