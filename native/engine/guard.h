// Every exported function that can fail runs inside guard(): no C++ exception crosses the C boundary.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <new>
#include <string>

#include "engine.h"

namespace semblance {

std::string& last_error();

// Warnings, error texts and the number of threads are settings of each thread in libtorch; here they belong to the
// process. Called before anything that may warn or run in parallel.
void enter_thread();

template <typename Body>
int32_t guard(Body&& body) {
  auto fail = [](Status status, const char* text) {
    last_error() = text;
    return static_cast<int32_t>(status);
  };
  try {
    body();
    return kOk;
  } catch (const c10::IndexError& e) {
    return fail(kIndex, e.what_without_backtrace());
  } catch (const c10::ValueError& e) {
    return fail(kValue, e.what_without_backtrace());
  } catch (const c10::TypeError& e) {
    return fail(kType, e.what_without_backtrace());
  } catch (const c10::NotImplementedError& e) {
    return fail(kNotImplemented, e.what_without_backtrace());
  } catch (const c10::OutOfMemoryError& e) {
    return fail(kOutOfMemory, e.what_without_backtrace());
  } catch (const c10::LinAlgError& e) {
    return fail(kLinearAlgebra, e.what_without_backtrace());
  } catch (const c10::Error& e) {
    return fail(kError, e.what_without_backtrace());
  } catch (const std::bad_alloc&) {
    return fail(kOutOfMemory, "out of memory");
  } catch (const std::exception& e) {
    return fail(kError, e.what());
  } catch (...) {
    return fail(kError, "an exception of unknown type");
  }
}

// A handle is the TensorImpl itself with one owned reference.
inline void* give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return {};
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim_copy(static_cast<at::TensorImpl*>(handle)));
}

}  // namespace semblance
