// Gradients that autograd hands over and nobody else sees: what is made of them may take their place, where new memory would have to be fetched.
#pragma once
#include <ATen/core/Tensor.h>

namespace semblance {

// Whether a gradient of a function's way back, of float32 maps channels last, is such a one. find_own_gradients() must have been called before that way back began.
bool is_own(const at::Tensor& gradient);
void find_own_gradients();

}  // namespace semblance
