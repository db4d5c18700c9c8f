// The engine's C ABI: call any ATen operator by name, follow gradients, own tensors and generators.
//
// Rules: arguments are borrowed, results are owned by the caller. Every function that can fail returns a status;
// the text of a failure is in the calling thread's semblance_last_error until its next call. Results of an operator
// live in a thread-local list until the same thread's next operator call.
#pragma once
#include <cstddef>
#include <cstdint>

#define SEMBLANCE_EXPORT extern "C" __attribute__((visibility("default")))

namespace semblance {

// One argument or result; 16 bytes. Integers become Scalar or float where the schema asks for them.
struct Value {
  int32_t kind;
  int32_t count;  // elements of a list, bytes of a string
  union {
    int64_t i;
    double d;
    void* p;
  };
};

enum Kind : int32_t {
  kNone = 0, kTensor = 1, kInt = 2, kDouble = 3, kBool = 4, kString = 5, kIntList = 6, kDoubleList = 7, kBoolList = 8,
  kTensorList = 9,  // argument: array of handles, null for "no tensor"; result: only a count, the tensors follow
  kDevice = 10,     // i = type << 32 | index + 1
  kGenerator = 11,
};

enum Status : int32_t {
  kOk = 0, kError = 1, kIndex = 2, kValue = 3, kType = 4, kNotImplemented = 5, kOutOfMemory = 6, kLinearAlgebra = 7,
};

// Everything about a tensor in one call. Pointers are valid while the tensor is.
struct Description {
  void* data;
  const int64_t* sizes;
  const int64_t* strides;
  int32_t dims;
  int32_t element_type;
  int32_t device_type;
  int32_t device_index;
  int32_t flags;  // 1 requires gradient, 2 contiguous, 4 leaf, 8 contiguous channels-last
  int32_t reserved;
};

static_assert(sizeof(Value) == 16 && offsetof(Value, count) == 4 && offsetof(Value, i) == 8);
static_assert(sizeof(Description) == 48 && offsetof(Description, dims) == 24 && offsetof(Description, flags) == 40);

}  // namespace semblance

using semblance::Description;
using semblance::Value;

SEMBLANCE_EXPORT int32_t semblance_abi_version();
SEMBLANCE_EXPORT const char* semblance_build_info();
SEMBLANCE_EXPORT const char* semblance_last_error();

SEMBLANCE_EXPORT int32_t semblance_op_find(const char* name, const char* overload, void** op);
SEMBLANCE_EXPORT const char* semblance_op_schema(void* op);
SEMBLANCE_EXPORT int32_t semblance_op_call(void* op, const Value* args, int32_t count, const Value** results, int32_t* result_count);
SEMBLANCE_EXPORT int32_t semblance_op_count();

SEMBLANCE_EXPORT void semblance_tensor_retain(void* tensor);
SEMBLANCE_EXPORT void semblance_tensor_release(void* tensor);
SEMBLANCE_EXPORT int32_t semblance_tensor_describe(void* tensor, Description* out);
SEMBLANCE_EXPORT int32_t semblance_tensor_grad(void* tensor, void** grad);
SEMBLANCE_EXPORT int32_t semblance_tensor_set_grad(void* tensor, void* grad);
SEMBLANCE_EXPORT int32_t semblance_tensor_set_requires_grad(void* tensor, int32_t on);

SEMBLANCE_EXPORT int32_t semblance_backward(void** roots, void** gradients, int32_t count, int32_t keep_graph);
SEMBLANCE_EXPORT int32_t semblance_grad(void** outputs, void** output_gradients, int32_t outputs_count, void** inputs, int32_t inputs_count,
                                        int32_t keep_graph, int32_t create_graph, int32_t allow_unused, void** results);
SEMBLANCE_EXPORT int32_t semblance_grad_mode(int32_t on);  // 0 off, 1 on, -1 only ask; returns the previous mode

SEMBLANCE_EXPORT int32_t semblance_generator_new(uint64_t seed, int32_t device_type, int32_t device_index, void** generator);
SEMBLANCE_EXPORT void semblance_generator_free(void* generator);
SEMBLANCE_EXPORT int32_t semblance_generator_seed(void* generator, uint64_t seed);
SEMBLANCE_EXPORT int32_t semblance_generator_state(void* generator, void** tensor);
SEMBLANCE_EXPORT int32_t semblance_generator_set_state(void* generator, void* tensor);

SEMBLANCE_EXPORT int32_t semblance_setup(void (*warning)(const char*), int32_t keep_memory);
SEMBLANCE_EXPORT int32_t semblance_set_threads(int32_t threads);
SEMBLANCE_EXPORT int32_t semblance_get_threads();
SEMBLANCE_EXPORT const char* semblance_blas_core();
SEMBLANCE_EXPORT int32_t semblance_set_deterministic(int32_t on);
SEMBLANCE_EXPORT int32_t semblance_autocast(int32_t device_type, int32_t on, int32_t element_type, int32_t* was_on, int32_t* was_type);
SEMBLANCE_EXPORT int32_t semblance_cuda_devices(int32_t* count);
SEMBLANCE_EXPORT int64_t semblance_memory_kept();
SEMBLANCE_EXPORT void semblance_memory_drop();
