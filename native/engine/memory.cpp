#include "memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <torch/version.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

namespace semblance {
namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kSmall = 1 << 14;  // below this malloc's own lists are as good

// Eight classes per power of two: at most an eighth of a block is unused, and nearby sizes share blocks.
size_t size_class(size_t bytes) {
  size_t step = kSmall / 8;
  while (step * 16 <= bytes) step *= 2;
  return (bytes + step - 1) / step * step;
}

struct Header {
  size_t size;  // class of the block, without this header
};

class Cache {
 public:
  Cache() : limit_(static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGE_SIZE)) / 4) {}

  void* take(size_t bytes) {
    const size_t size = bytes < kSmall ? bytes : size_class(bytes);
    if (size >= kSmall) {
      std::lock_guard<std::mutex> lock(mutex_);
      auto& blocks = free_[size];
      if (!blocks.empty()) {
        void* data = blocks.back();
        blocks.pop_back();
        kept_ -= size;
        return data;
      }
    }
    void* base = nullptr;
    if (posix_memalign(&base, kAlignment, size + kAlignment) != 0) {
      drop();
      if (posix_memalign(&base, kAlignment, size + kAlignment) != 0) throw std::bad_alloc();
    }
    static_cast<Header*>(base)->size = size;
    return static_cast<char*>(base) + kAlignment;
  }

  void give_back(void* data) {
    if (data == nullptr) return;  // oneDNN's scratch of no bytes comes back through the raw deleter
    void* base = static_cast<char*>(data) - kAlignment;
    const size_t size = static_cast<Header*>(base)->size;
    if (size >= kSmall) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (kept_ + size <= limit_) {
        free_[size].push_back(data);
        kept_ += size;
        return;
      }
    }
    std::free(base);
  }

  void drop() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& entry : free_)
      for (void* data : entry.second) std::free(static_cast<char*>(data) - kAlignment);
    free_.clear();
    kept_ = 0;
  }

  int64_t kept() {
    std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int64_t>(kept_);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<size_t, std::vector<void*>> free_;
  size_t kept_ = 0;
  const size_t limit_;
};

Cache& cache() {
  static auto* instance = new Cache();  // never destroyed: tensors may be freed while the process ends
  return *instance;
}

void give_back(void* data) { cache().give_back(data); }

struct KeepingAllocator final : c10::Allocator {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
  c10::DataPtr allocate(size_t bytes) override { return take(bytes); }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { std::memcpy(to, from, bytes); }
#else
  c10::DataPtr allocate(size_t bytes) const override { return take(bytes); }
#endif
  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

 private:
  static c10::DataPtr take(size_t bytes) {
    if (bytes == 0) return {nullptr, nullptr, &give_nothing, c10::Device(c10::DeviceType::CPU)};
    void* data = cache().take(bytes);
    return {data, data, &give_back, c10::Device(c10::DeviceType::CPU)};
  }
  static void give_nothing(void*) {}
};

}  // namespace

void keep_cpu_memory() {
  static auto* allocator = new KeepingAllocator();
  c10::SetCPUAllocator(allocator, 1);
}

int64_t kept_bytes() { return cache().kept(); }

void drop_kept_memory() { cache().drop(); }

}  // namespace semblance
