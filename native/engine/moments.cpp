#include "moments.h"

#include <ATen/ops/zeros.h>

#include <algorithm>

#include "batch_norm.h"

namespace semblance {

Moments::Moments(int64_t parts, int64_t channels)
    : channels_(channels), rows_(static_cast<size_t>(parts)), sums_(static_cast<size_t>(parts * 2 * channels)), shifts_(static_cast<size_t>(parts * channels)) {}

void Moments::add(int64_t part, const float* x, int64_t first, int64_t last) {
  if (first == last) return;
  rows_[static_cast<size_t>(part)] = last - first;
  float* shift = shifts_.data() + part * channels_;
  std::copy_n(x + first * channels_, channels_, shift);
  norm_avx2()->moments(x, shift, channels_, first, last, sums_.data() + part * 2 * channels_);
}

// Chan, Golub and LeVeque 1983, equation 1.5.
at::Tensor Moments::total() const {
  auto result = at::zeros({2, channels_}, at::kDouble);
  double *mean = result.data_ptr<double>(), *square = mean + channels_;
  double n = 0;
  for (size_t p = 0; p < rows_.size(); p++) {
    if (rows_[p] == 0) continue;
    const double rows = static_cast<double>(rows_[p]), share = rows / (n + rows), *sum = sums_.data() + p * 2 * channels_;
    const float* shift = shifts_.data() + p * channels_;
    for (int64_t c = 0; c < channels_; c++) {
      const double away = sum[c] * (1 / rows), gap = shift[c] + away - mean[c];
      square[c] += sum[channels_ + c] - sum[c] * away + gap * gap * (n * share);
      mean[c] += gap * share;
    }
    n += rows;
  }
  for (int64_t c = 0; c < channels_; c++) square[c] = std::max(0.0, square[c] / n);
  return result;
}

}  // namespace semblance
