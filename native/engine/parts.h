// Sums over blocks, one part a thread.
#pragma once
#include <ATen/Parallel.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <vector>

namespace semblance {

// The sum [size] of what work(first block, last block, part [size]) adds up. Each part takes the same blocks in every run and parts are
// added in order: the sum does not depend on who is faster, only on the number of threads.
template <typename Work>
at::Tensor sum_of_parts(int64_t blocks, int64_t size, const at::TensorOptions& options, Work work) {
  const int64_t threads = std::max<int64_t>(1, std::min<int64_t>(at::get_num_threads(), blocks)), share = (blocks + threads - 1) / threads;
  std::vector<at::Tensor> parts;
  for (int64_t t = 0; t < threads; t++) parts.push_back(at::zeros({size}, options));
  at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t t = begin; t < end; t++) work(std::min(blocks, t * share), std::min(blocks, (t + 1) * share), parts[static_cast<size_t>(t)].data_ptr<float>());
  });
  for (int64_t t = 1; t < threads; t++) parts[0].add_(parts[static_cast<size_t>(t)]);
  return parts[0];
}

}  // namespace semblance
