// Operators by name over the ATen dispatcher, checked against their schema: the dispatcher itself trusts its stack.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>

#include <vector>

#include "guard.h"

namespace semblance {
namespace {

struct Operator {
  c10::OperatorHandle handle;
  std::string schema;
};

const char* const kind_names[] = {"none", "tensor", "int", "double", "bool", "string", "int[]", "double[]", "bool[]", "tensor[]", "device", "generator"};

[[noreturn]] void mismatch(const c10::Argument& argument, const Value& v) {
  throw std::invalid_argument("argument '" + argument.name() + "' is " + argument.type()->str() + ", given " +
                              (v.kind >= 0 && v.kind <= kGenerator ? kind_names[v.kind] : "an unknown kind"));
}

at::Scalar scalar(const c10::Argument& argument, const Value& v) {
  switch (v.kind) {
    case kInt: return at::Scalar(v.i);
    case kDouble: return at::Scalar(v.d);
    case kBool: return at::Scalar(v.i != 0);
    default: mismatch(argument, v);
  }
}

c10::Device device(int64_t packed) {
  return c10::Device(static_cast<c10::DeviceType>(packed >> 32), static_cast<c10::DeviceIndex>((packed & 0xffffffff) - 1));
}

c10::IValue list(const c10::Argument& argument, const c10::Type& element, const Value& v) {
  const auto n = static_cast<size_t>(v.count);
  switch (element.kind()) {
    case c10::TypeKind::IntType: {
      if (v.kind != kIntList) mismatch(argument, v);
      auto* p = static_cast<const int64_t*>(v.p);
      return c10::IValue(std::vector<int64_t>(p, p + n));
    }
    case c10::TypeKind::FloatType: {
      if (v.kind == kIntList) {
        auto* p = static_cast<const int64_t*>(v.p);
        return c10::IValue(std::vector<double>(p, p + n));
      }
      if (v.kind != kDoubleList) mismatch(argument, v);
      auto* p = static_cast<const double*>(v.p);
      return c10::IValue(std::vector<double>(p, p + n));
    }
    case c10::TypeKind::BoolType: {
      if (v.kind != kBoolList) mismatch(argument, v);
      auto* p = static_cast<const uint8_t*>(v.p);
      c10::List<bool> out;
      for (size_t k = 0; k < n; k++) out.push_back(p[k] != 0);
      return c10::IValue(out);
    }
    case c10::TypeKind::NumberType: {
      c10::List<at::Scalar> out;
      if (v.kind == kIntList)
        for (size_t k = 0; k < n; k++) out.push_back(at::Scalar(static_cast<const int64_t*>(v.p)[k]));
      else if (v.kind == kDoubleList)
        for (size_t k = 0; k < n; k++) out.push_back(at::Scalar(static_cast<const double*>(v.p)[k]));
      else
        mismatch(argument, v);
      return c10::impl::toList(out);
    }
    case c10::TypeKind::TensorType: {
      if (v.kind != kTensorList) mismatch(argument, v);
      std::vector<at::Tensor> out;
      out.reserve(n);
      for (size_t k = 0; k < n; k++) {
        void* h = static_cast<void**>(v.p)[k];
        // Some operators skip an undefined tensor in silence.
        if (h == nullptr) throw std::invalid_argument("argument '" + argument.name() + "' is " + argument.type()->str() + ", its element " + std::to_string(k) + " is none");
        out.push_back(borrow(h));
      }
      return c10::IValue(std::move(out));
    }
    case c10::TypeKind::OptionalType: {
      if (v.kind != kTensorList) mismatch(argument, v);
      c10::impl::GenericList out(c10::OptionalType::ofTensor());
      for (size_t k = 0; k < n; k++) {
        void* h = static_cast<void**>(v.p)[k];
        out.push_back(h == nullptr ? c10::IValue() : c10::IValue(borrow(h)));
      }
      return c10::IValue(out);
    }
    default: mismatch(argument, v);
  }
}

c10::IValue convert(const c10::Argument& argument, const c10::Type& type, const Value& v) {
  switch (type.kind()) {
    case c10::TypeKind::OptionalType:
      if (v.kind == kNone) return {};
      return convert(argument, *type.castRaw<c10::OptionalType>()->getElementType(), v);
    case c10::TypeKind::TensorType:
      if (v.kind != kTensor) mismatch(argument, v);
      return borrow(v.p);
    case c10::TypeKind::ListType: {
      const auto& element = *type.castRaw<c10::ListType>()->getElementType();
      if (v.kind == kInt && element.kind() == c10::TypeKind::IntType && argument.N()) return c10::IValue(std::vector<int64_t>(*argument.N(), v.i));
      return list(argument, element, v);
    }
    case c10::TypeKind::IntType:
      if (v.kind != kInt) mismatch(argument, v);
      return c10::IValue(v.i);
    case c10::TypeKind::FloatType:
      if (v.kind == kInt) return c10::IValue(static_cast<double>(v.i));
      if (v.kind != kDouble) mismatch(argument, v);
      return c10::IValue(v.d);
    case c10::TypeKind::BoolType:
      if (v.kind != kBool) mismatch(argument, v);
      return c10::IValue(v.i != 0);
    case c10::TypeKind::NumberType: return c10::IValue(scalar(argument, v));
    case c10::TypeKind::StringType:
      if (v.kind != kString) mismatch(argument, v);
      return c10::IValue(std::string(static_cast<const char*>(v.p), static_cast<size_t>(v.count)));
    case c10::TypeKind::DeviceObjType:
      if (v.kind != kDevice) mismatch(argument, v);
      return c10::IValue(device(v.i));
    case c10::TypeKind::GeneratorType:
      if (v.kind != kGenerator) mismatch(argument, v);
      return c10::IValue(*static_cast<at::Generator*>(v.p));
    default: mismatch(argument, v);
  }
}

void emit(const c10::IValue& value, std::vector<Value>& results) {
  Value v{kNone, 0, {0}};
  if (value.isTensor()) {
    v.p = give(value.toTensor());
    v.kind = v.p == nullptr ? kNone : kTensor;
    results.push_back(v);
  } else if (value.isTensorList()) {
    const auto tensors = value.toTensorVector();
    v.kind = kTensorList;
    v.count = static_cast<int32_t>(tensors.size());
    results.push_back(v);
    for (const auto& t : tensors) emit(t, results);
  } else if (value.isBool()) {
    v.kind = kBool;
    v.i = value.toBool();
    results.push_back(v);
  } else if (value.isInt()) {
    v.kind = kInt;
    v.i = value.toInt();
    results.push_back(v);
  } else if (value.isDouble()) {
    v.kind = kDouble;
    v.d = value.toDouble();
    results.push_back(v);
  } else if (!value.isNone()) {
    throw std::invalid_argument("a result of type " + value.tagKind() + " is not supported");
  } else {
    results.push_back(v);
  }
}

// Results that were handed out before one of an unknown type was met.
void release_all(std::vector<Value>& results) {
  for (const auto& v : results)
    if (v.kind == kTensor) semblance_tensor_release(v.p);
  results.clear();
}

}  // namespace
}  // namespace semblance

using namespace semblance;

int32_t semblance_op_find(const char* name, const char* overload, void** op) {
  return guard([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) throw std::invalid_argument(std::string("no operator ") + name + (*overload ? "." : "") + overload + " in this libtorch");
    *op = new Operator{*handle, c10::toString(handle->schema())};  // lives for ever; the caller caches it
  });
}

const char* semblance_op_schema(void* op) { return static_cast<Operator*>(op)->schema.c_str(); }

int32_t semblance_op_count() { return static_cast<int32_t>(c10::Dispatcher::singleton().getAllOpNames().size()); }

int32_t semblance_op_call(void* op, const Value* args, int32_t count, const Value** results, int32_t* result_count) {
  thread_local std::vector<Value> out;
  enter_thread();
  return guard([&] {
    const auto& handle = static_cast<Operator*>(op)->handle;
    const auto& arguments = handle.schema().arguments();
    if (static_cast<size_t>(count) > arguments.size())
      throw std::invalid_argument("takes at most " + std::to_string(arguments.size()) + " arguments, given " + std::to_string(count));
    torch::jit::Stack stack;
    stack.reserve(arguments.size());
    for (size_t k = 0; k < arguments.size(); k++) {
      const auto& argument = arguments[k];
      if (k < static_cast<size_t>(count)) stack.push_back(convert(argument, *argument.type(), args[k]));
      else if (argument.default_value()) stack.push_back(*argument.default_value());
      else throw std::invalid_argument("argument '" + argument.name() + "' is missing");
    }
    handle.callBoxed(&stack);
    out.clear();
    try {
      for (const auto& value : stack) emit(value, out);
    } catch (...) {
      release_all(out);
      throw;
    }
    *results = out.data();
    *result_count = static_cast<int32_t>(out.size());
  });
}
