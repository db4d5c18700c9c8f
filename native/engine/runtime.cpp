// Process-wide set-up: threads, BLAS, determinism, autocast, warnings, error texts.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <dlfcn.h>
#include <malloc.h>
#include <torch/version.h>

#include "guard.h"
#include "memory.h"

namespace semblance {
std::string& last_error() {
  thread_local std::string text;
  return text;
}

namespace {
void (*warning_sink)(const char*) = nullptr;

struct Forward final : c10::WarningHandler {
#if TORCH_VERSION_MAJOR >= 2
  void process(const c10::Warning& warning) override {
    if (warning_sink) warning_sink(warning.msg().c_str());
  }
#else
  void process(const c10::SourceLocation&, const std::string& text, const bool) override {
    if (warning_sink) warning_sink(text.c_str());
  }
#endif
};

template <typename Function>
Function symbol(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}
}  // namespace
}  // namespace semblance

using namespace semblance;

int32_t semblance_abi_version() { return 1; }

const char* semblance_last_error() { return last_error().c_str(); }

const char* semblance_build_info() {
  static const std::string text = std::string("libtorch ") + TORCH_VERSION + "\n" +
                                  (at::globalContext().hasMKLDNN() ? "oneDNN" : "no oneDNN") + "\n" + at::show_config();
  return text.c_str();
}

int32_t semblance_setup(void (*warning)(const char*), int32_t keep_memory) {
  return guard([&] {
    static Forward handler;
    warning_sink = warning;
#if TORCH_VERSION_MAJOR >= 2
    c10::WarningUtils::set_warning_handler(&handler);
#else
    c10::Warning::set_warning_handler(&handler);
#endif
    // A thrown c10::Error costs milliseconds with a native backtrace and 50 microseconds without.
    c10::SetStackTraceFetcher([]() -> std::string { return ""; });
    if (keep_memory) {
      // oneDNN's scratch and the managed heap's neighbours: fewer trips to the kernel for pages just given back.
      mallopt(M_MMAP_THRESHOLD, 32 << 20);
      mallopt(M_TRIM_THRESHOLD, 512 << 20);
      mallopt(M_TOP_PAD, 32 << 20);
      keep_cpu_memory();
    }
  });
}

int32_t semblance_set_threads(int32_t threads) {
  return guard([&] {
    at::set_num_threads(threads);
    if (auto* set = symbol<void (*)(int)>("openblas_set_num_threads")) set(threads);
  });
}

int32_t semblance_get_threads() { return at::get_num_threads(); }

const char* semblance_blas_core() {
  auto* name = symbol<char* (*)()>("openblas_get_corename");
  return name ? name() : "";
}

int32_t semblance_set_deterministic(int32_t on) {
  return guard([&] { at::globalContext().setDeterministicAlgorithms(on != 0, false); });
}

int32_t semblance_autocast(int32_t device_type, int32_t on, int32_t element_type) {
  const auto type = static_cast<at::ScalarType>(element_type);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  const auto device = static_cast<at::DeviceType>(device_type);
  const bool before = at::autocast::is_autocast_enabled(device);
  at::autocast::set_autocast_enabled(device, on != 0);
  if (on) at::autocast::set_autocast_dtype(device, type);
#else
  const bool cuda = static_cast<at::DeviceType>(device_type) == at::kCUDA;
  const bool before = cuda ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
  if (cuda) {
    at::autocast::set_enabled(on != 0);
    if (on) at::autocast::set_autocast_gpu_dtype(type);
  } else {
    at::autocast::set_cpu_enabled(on != 0);
    if (on) at::autocast::set_autocast_cpu_dtype(type);
  }
#endif
  if (!on) at::autocast::clear_cache();
  return before;
}

int32_t semblance_cuda_devices() {
  if (!at::globalContext().hasCUDA()) return 0;
  return static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs());
}

int64_t semblance_memory_kept() { return kept_bytes(); }

void semblance_memory_drop() { drop_kept_memory(); }
