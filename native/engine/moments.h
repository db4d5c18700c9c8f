// Mean and variance of every channel of rows [n, channels], channels in multiples of kChannels, put together from parts that whoever writes them adds while they are near.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

namespace semblance {

class Moments {
 public:
  Moments(int64_t parts, int64_t channels);

  // Rows first .. last of x as a part; each part once, from any thread.
  void add(int64_t part, const float* x, int64_t first, int64_t last);

  // Means and variances (of the rows themselves, not of what they are a sample of), float64 [2, channels]. Parts are added in order: the same bits in every run.
  at::Tensor total() const;

 private:
  int64_t channels_;
  std::vector<int64_t> rows_;
  std::vector<double> sums_;    // [parts][2][channels]: of x - shift and of its square
  std::vector<float> shifts_;  // [parts][channels]: the part's first row, near enough to its mean that little is lost when squares are subtracted
};

}  // namespace semblance
