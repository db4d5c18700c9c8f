// Process-wide set-up: threads, BLAS, determinism, autocast, warnings, error texts.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <c10/util/Logging.h>
#include <dlfcn.h>
#include <malloc.h>
#include <torch/version.h>

#include <atomic>
#include <functional>
#include <string>

#include "guard.h"
#include "memory.h"

namespace semblance {
std::string& last_error() {
  thread_local std::string text;
  return text;
}

namespace {
std::atomic<void (*)(const char*)> warning_sink{nullptr};
std::atomic<int> threads_wanted{0};
std::atomic<int> generation{0};  // counts changes of the settings that each thread has to take over

struct Forward final : c10::WarningHandler {
#if TORCH_VERSION_MAJOR >= 2
  void process(const c10::Warning& warning) override {
    if (auto* sink = warning_sink.load()) sink(warning.msg().c_str());
  }
#else
  void process(const c10::SourceLocation&, const std::string& text, const bool) override {
    if (auto* sink = warning_sink.load()) sink(text.c_str());
  }
#endif
};

template <typename Function>
Function symbol(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

void take_over_settings() {
  static auto* handler = new Forward();  // never destroyed: threads may warn while the process ends
#if TORCH_VERSION_MAJOR >= 2
  c10::WarningUtils::set_warning_handler(handler);
#else
  c10::Warning::set_warning_handler(handler);
#endif
  if (const int threads = threads_wanted.load()) at::set_num_threads(threads);
}
}  // namespace

void enter_thread() {
  thread_local int seen = -1;
  const int now = generation.load(std::memory_order_relaxed);
  if (seen == now) return;
  seen = now;
  take_over_settings();
}
}  // namespace semblance

using namespace semblance;

int32_t semblance_abi_version() { return 2; }

const char* semblance_last_error() { return last_error().c_str(); }

const char* semblance_build_info() {
  static const std::string text = std::string("libtorch ") + TORCH_VERSION + "\n" +
                                  (at::globalContext().hasMKLDNN() ? "oneDNN" : "no oneDNN") + "\n" + at::show_config();
  return text.c_str();
}

int32_t semblance_setup(void (*warning)(const char*), int32_t keep_memory) {
  return guard([&] {
    warning_sink = warning;
    enter_thread();
    // A thrown c10::Error costs milliseconds with a native backtrace and 50 microseconds without.
    c10::SetStackTraceFetcher(std::function<std::string()>([] { return std::string(); }));
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
    threads_wanted = threads;
    generation++;
    enter_thread();
    if (auto* set = symbol<void (*)(int)>("openblas_set_num_threads")) set(threads);
  });
}

int32_t semblance_get_threads() {
  enter_thread();
  return at::get_num_threads();
}

const char* semblance_blas_core() {
  auto* name = symbol<char* (*)()>("openblas_get_corename");
  return name ? name() : "";
}

int32_t semblance_set_deterministic(int32_t on) {
  return guard([&] { at::globalContext().setDeterministicAlgorithms(on != 0, false); });
}

namespace {
// What autocast does on one kind of device; each version of libtorch names it differently.
struct CastMode {
  bool on;
  at::ScalarType type;
};

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
CastMode cast_mode(at::DeviceType device) {
  return {at::autocast::is_autocast_enabled(device), at::autocast::get_autocast_dtype(device)};
}

void set_cast_mode(at::DeviceType device, CastMode mode) {
  at::autocast::set_autocast_dtype(device, mode.type);
  at::autocast::set_autocast_enabled(device, mode.on);
}
#else
CastMode cast_mode(at::DeviceType device) {
  if (device == at::kCUDA) return {at::autocast::is_enabled(), at::autocast::get_autocast_gpu_dtype()};
  return {at::autocast::is_cpu_enabled(), at::autocast::get_autocast_cpu_dtype()};
}

void set_cast_mode(at::DeviceType device, CastMode mode) {
  if (device == at::kCUDA) {
    at::autocast::set_autocast_gpu_dtype(mode.type);
    at::autocast::set_enabled(mode.on);
  } else {
    at::autocast::set_autocast_cpu_dtype(mode.type);
    at::autocast::set_cpu_enabled(mode.on);
  }
}
#endif
}  // namespace

int32_t semblance_autocast(int32_t device_type, int32_t on, int32_t element_type, int32_t* was_on, int32_t* was_type) {
  return guard([&] {
    const auto device = static_cast<at::DeviceType>(device_type);
    const auto before = cast_mode(device);
    *was_on = before.on;
    *was_type = static_cast<int32_t>(before.type);
    set_cast_mode(device, {on != 0, static_cast<at::ScalarType>(element_type)});
    // Casts of weights are cached for as long as one mode lasts; another mode must not meet them.
    at::autocast::clear_cache();
  });
}

int32_t semblance_cuda_devices(int32_t* count) {
  return guard([&] { *count = at::globalContext().hasCUDA() ? static_cast<int32_t>(at::getNumGPUs()) : 0; });
}

int64_t semblance_memory_kept() { return kept_bytes(); }

void semblance_memory_drop() { drop_kept_memory(); }
