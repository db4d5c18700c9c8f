// Image decoding for data sets: a C ABI over OpenCV's imgcodecs.
#pragma once
#include <cstdint>
#define SEMBLANCE_EXPORT extern "C" __attribute__((visibility("default")))

SEMBLANCE_EXPORT int32_t semblance_images_abi();
