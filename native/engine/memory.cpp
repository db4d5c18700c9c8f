#include "memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace semblance {
namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kSmall = 1 << 14;  // below this malloc's own lists are as good
constexpr size_t kLargest = static_cast<size_t>(1) << 60;

// The machine's memory, or the limit of the container we run in.
size_t memory_of_machine() {
  auto bytes = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGE_SIZE));
  std::ifstream file("/sys/fs/cgroup/memory.max");
  size_t allowed = 0;
  if (file >> allowed && allowed > 0 && allowed < bytes) bytes = allowed;
  return bytes;
}

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
  Cache() : limit_(memory_of_machine() / 4) {}

  void* take(size_t bytes) {
    if (bytes > kLargest) fail(bytes);
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
      if (posix_memalign(&base, kAlignment, size + kAlignment) != 0) fail(bytes);
    }
    static_cast<Header*>(base)->size = size;
    return static_cast<char*>(base) + kAlignment;
  }

  void give_back(void* data) {
    if (data == nullptr) return;
    void* base = static_cast<char*>(data) - kAlignment;
    const size_t size = static_cast<Header*>(base)->size;
    if (size >= kSmall) {
      std::lock_guard<std::mutex> lock(mutex_);
      // Full: what is kept is of other sizes than are now in use, or it would have been taken.
      if (kept_ + size > limit_) drop_all();
      if (size <= limit_) {
        free_[size].push_back(data);
        kept_ += size;
        return;
      }
    }
    std::free(base);
  }

  void drop() {
    std::lock_guard<std::mutex> lock(mutex_);
    drop_all();
  }

  int64_t kept() {
    std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int64_t>(kept_);
  }

 private:
  void drop_all() {
    for (auto& entry : free_)
      for (void* data : entry.second) std::free(static_cast<char*>(data) - kAlignment);
    free_.clear();
    kept_ = 0;
  }

  [[noreturn]] static void fail(size_t bytes) {
    TORCH_CHECK_WITH(OutOfMemoryError, false, "out of memory: ", bytes, " bytes were asked for");
    std::abort();  // not reached; the macro is not known to throw
  }

  std::mutex mutex_;
  std::unordered_map<size_t, std::vector<void*>> free_;
  size_t kept_ = 0;
  const size_t limit_;
};

Cache& cache() {
  static auto* instance = new Cache();  // never destroyed: tensors may be freed while the process ends
  return *instance;
}

// oneDNN frees the empty block it once asked for.
void give_back(void* data) {
  if (data != nullptr) cache().give_back(data);
}

// libtorch 1.13 declares allocate const, 2.3 not, and copy_data came between them. Both forms without the word
// override serve every version: the one that is virtual there is the one that gets called.
struct KeepingAllocator final : c10::Allocator {
  c10::DataPtr allocate(size_t bytes) { return take(bytes); }
  c10::DataPtr allocate(size_t bytes) const { return take(bytes); }
  void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
  c10::DeleterFnPtr raw_deleter() const { return &give_back; }

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

void drop_kept_memory() {
  cache().drop();
  malloc_trim(0);
}

}  // namespace semblance
