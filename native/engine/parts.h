// Work that is cut into blocks and shared out among threads. Who is free takes the next one: on machines that others use too, processors are
// not equally fast, and halves of equal size would let one of them wait.
#pragma once
#include <ATen/Parallel.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace semblance {

// Calls work(next) on every thread; next() gives a block that nobody has taken, or -1. Results must not depend on who takes which.
template <typename Work>
void share_out(int64_t blocks, Work work) {
  const int64_t threads = std::min<int64_t>(at::get_num_threads(), blocks);
  std::atomic<int64_t> taken{0};
  const auto next = [&]() -> int64_t {
    const int64_t block = taken.fetch_add(1, std::memory_order_relaxed);
    return block < blocks ? block : -1;
  };
  at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t t = begin; t < end; t++) work(next);
  });
}

// The sum [size] of what work(first block, last block, part [size]) adds up. Parts take the same blocks in every run and are added in order: the
// sum does not depend on who is faster, only on the number of threads. There are several parts a thread, unless they are large.
template <typename Work>
at::Tensor sum_of_parts(int64_t blocks, int64_t size, const at::TensorOptions& options, Work work) {
  constexpr int64_t kPartsPerThread = 4, kLargest = 1 << 20;  // numbers of all parts together
  const int64_t threads = at::get_num_threads(), wanted = threads * std::clamp<int64_t>(kLargest / (threads * size), 1, kPartsPerThread);
  const int64_t count = std::clamp<int64_t>(wanted, 1, std::max<int64_t>(1, blocks));
  std::vector<at::Tensor> parts;
  for (int64_t p = 0; p < count; p++) parts.push_back(at::zeros({size}, options));
  share_out(count, [&](auto next) {
    for (int64_t p = next(); p >= 0; p = next()) work(blocks * p / count, blocks * (p + 1) / count, parts[static_cast<size_t>(p)].data_ptr<float>());
  });
  for (int64_t p = 1; p < count; p++) parts[0].add_(parts[static_cast<size_t>(p)]);
  return parts[0];
}

}  // namespace semblance
