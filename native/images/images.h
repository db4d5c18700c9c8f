// Image decoding for data sets: a C ABI over OpenCV's imgcodecs. No function throws; each may be called from any thread.
#pragma once
#include <cstdint>
#define SEMBLANCE_EXPORT extern "C" __attribute__((visibility("default")))

// Version of this interface; the managed side refuses another one.
SEMBLANCE_EXPORT int32_t semblance_images_abi();

// Decodes a JPEG, PNG or WebP file in memory to rows of interleaved bytes, RGB or grey. Orientation tags are ignored.
//   reduction  1, 2, 4 or 8: sides are divided by it and rounded up; JPEG skips the detail instead of computing it
//   channels   1 or 3
//   pixels     receives height * width * channels bytes; capacity is its size
//   height, width  receive the size, also when the result is 2
//   message    receives a text that ends in 0 when the result is 1
// Returns 0 when done, 1 when the file cannot be decoded, 2 when capacity is too small.
SEMBLANCE_EXPORT int32_t semblance_images_decode(
    const uint8_t* file, int64_t length, int32_t reduction, int32_t channels, uint8_t* pixels, int64_t capacity,
    int32_t* height, int32_t* width, char* message, int32_t message_capacity);
