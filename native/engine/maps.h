// Maps that our convolutions read and write.
#pragma once
#include <cstdint>

namespace semblance {

constexpr int64_t kPanel = 16;  // output channels that one inner loop works on; channel counts must be multiples of it

struct Maps {  // maps of n images, channels last: h x w pixels that come out of the convolution, height x width that go in
  int64_t n, h, w, height, width;
  int64_t rows() const { return (h + 3) / 4; }
  int64_t columns() const { return (w + 3) / 4; }
  int64_t tiles() const { return n * rows() * columns(); }
};

}  // namespace semblance
