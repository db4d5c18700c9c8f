#include "images.h"

#include <cstdio>
#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace {

constexpr int32_t kDone = 0, kUnreadable = 1, kTooSmall = 2;

int32_t fail(char* message, int32_t capacity, const char* text) {
  if (message && capacity > 0) std::snprintf(message, static_cast<size_t>(capacity), "%s", text);
  return kUnreadable;
}

int flags(int32_t reduction, bool colour) {
  const int orientation = cv::IMREAD_IGNORE_ORIENTATION;
  switch (reduction) {
    case 2: return (colour ? cv::IMREAD_REDUCED_COLOR_2 : cv::IMREAD_REDUCED_GRAYSCALE_2) | orientation;
    case 4: return (colour ? cv::IMREAD_REDUCED_COLOR_4 : cv::IMREAD_REDUCED_GRAYSCALE_4) | orientation;
    case 8: return (colour ? cv::IMREAD_REDUCED_COLOR_8 : cv::IMREAD_REDUCED_GRAYSCALE_8) | orientation;
    default: return (colour ? cv::IMREAD_COLOR : cv::IMREAD_GRAYSCALE) | orientation;
  }
}

}  // namespace

int32_t semblance_images_abi() { return 1; }

int32_t semblance_images_decode(
    const uint8_t* file, int64_t length, int32_t reduction, int32_t channels, uint8_t* pixels, int64_t capacity,
    int32_t* height, int32_t* width, char* message, int32_t message_capacity) {
  try {
    // The calling threads share the work already; OpenCV's own threads would only get in their way.
    static const bool quiet = [] {
      cv::setNumThreads(1);
      cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
      return true;
    }();
    (void)quiet;
    if (length <= 0 || length > std::numeric_limits<int>::max()) return fail(message, message_capacity, "empty or too long");
    // Kept per thread: the decoder reuses its memory when size and type are the same.
    thread_local cv::Mat decoded;
    const bool colour = channels == 3;
    const cv::Mat bytes(1, static_cast<int>(length), CV_8U, const_cast<uint8_t*>(file));
    const cv::Mat result = cv::imdecode(bytes, flags(reduction, colour), &decoded);
    if (result.empty()) return fail(message, message_capacity, "no decoder reads it");
    *height = result.rows;
    *width = result.cols;
    if (static_cast<int64_t>(result.rows) * result.cols * channels > capacity) return kTooSmall;
    cv::Mat target(result.rows, result.cols, colour ? CV_8UC3 : CV_8UC1, pixels);
    if (colour) cv::cvtColor(result, target, cv::COLOR_BGR2RGB);
    else result.copyTo(target);
    return kDone;
  } catch (const std::exception& e) {
    return fail(message, message_capacity, e.what());
  } catch (...) {
    return fail(message, message_capacity, "unknown failure");
  }
}
