// Work that is cut into pieces and shared out among threads. Who is free takes the next one: on machines that others use too, processors are
// not equally fast, and halves of equal size would let one of them wait.
#pragma once
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace semblance {

// Calls work(block, scratch) for all blocks. Each thread has scratch of its own, of so many floats. Results must not depend on who takes which block.
template <typename Work>
void share_out(int64_t blocks, int64_t floats, Work work) {
  std::atomic<int64_t> taken{0};
  at::parallel_for(0, std::min<int64_t>(at::get_num_threads(), blocks), 1, [&](int64_t begin, int64_t end) {
    const auto scratch = at::empty({floats});
    for (int64_t thread = begin; thread < end; thread++) {
      for (int64_t b; (b = taken.fetch_add(1, std::memory_order_relaxed)) < blocks;) work(b, scratch.data_ptr<float>());
    }
  });
}

// Items in pieces of equal size, the last one what is left.
struct Pieces {
  int64_t items, size;

  int64_t count() const { return (items + size - 1) / size; }

  // Calls work(first item, items) for the pieces begin .. end.
  template <typename Work>
  void each(int64_t begin, int64_t end, Work work) const {
    for (int64_t p = begin; p < end; p++) work(p * size, std::min(size, items - p * size));
  }
};

// Calls work(first item, items, scratch) for all pieces.
template <typename Work>
void share_out(Pieces pieces, int64_t floats, Work work) {
  share_out(pieces.count(), floats, [&](int64_t piece, float* scratch) { pieces.each(piece, piece + 1, [&](int64_t first, int64_t count) { work(first, count, scratch); }); });
}

// The sum [size] of what work(first item, items, scratch, part [size]) adds up. Parts take the same pieces in every run and are added in order: the
// sum does not depend on who is faster, only on the number of threads. There are several parts a thread, unless they are large.
template <typename Work>
at::Tensor sum_of_parts(Pieces pieces, int64_t floats, int64_t size, const at::TensorOptions& options, Work work) {
  constexpr int64_t kPartsPerThread = 4, kLargest = 1 << 20;  // numbers of all parts together
  const int64_t threads = at::get_num_threads(), wanted = threads * std::clamp<int64_t>(kLargest / (threads * size), 1, kPartsPerThread);
  const int64_t count = std::clamp<int64_t>(wanted, 1, std::max<int64_t>(1, pieces.count()));
  std::vector<at::Tensor> parts;
  for (int64_t p = 0; p < count; p++) parts.push_back(at::zeros({size}, options));
  share_out(count, floats, [&](int64_t p, float* scratch) {
    auto* part = parts[static_cast<size_t>(p)].data_ptr<float>();
    pieces.each(pieces.count() * p / count, pieces.count() * (p + 1) / count, [&](int64_t first, int64_t items) { work(first, items, scratch, part); });
  });
  for (int64_t p = 1; p < count; p++) parts[0].add_(parts[static_cast<size_t>(p)]);
  return parts[0];
}

}  // namespace semblance
