// A CPU allocator that keeps freed blocks: a training step asks for the same sizes again and again, and giving pages
// back to the kernel between two requests costs more than most element-wise operators.
#pragma once
#include <cstdint>

namespace semblance {
void keep_cpu_memory();    // installs the allocator, once
int64_t kept_bytes();      // bytes held for reuse now
void drop_kept_memory();   // gives them back
}  // namespace semblance
