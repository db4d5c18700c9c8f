// semblance::gram_triu: the upper triangle of X'X by the BLAS routine for it. It reads every row once and does half the
// work of a matrix product; ATen has no operator that calls it.
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>
#include <dlfcn.h>
#include <torch/library.h>

#include <limits>

namespace {
template <typename T>
using Syrk = void (*)(const char*, const char*, const int*, const int*, const T*, const T*, const int*, const T*, T*, const int*);

template <typename T>
bool rank_update(const char* name, const at::Tensor& rows, at::Tensor& product) {
  const auto syrk = reinterpret_cast<Syrk<T>>(dlsym(RTLD_DEFAULT, name));
  const auto largest = static_cast<int64_t>(std::numeric_limits<int>::max());
  if (syrk == nullptr || rows.size(0) > largest || rows.size(1) > largest) return false;
  // Fortran sees the rows as columns, and the upper triangle as the lower one.
  const int n = static_cast<int>(rows.size(0)), d = static_cast<int>(rows.size(1));
  const T one = 1, zero = 0;
  syrk("L", "N", &d, &n, &one, rows.data_ptr<T>(), &d, &zero, product.data_ptr<T>(), &d);
  return true;
}

at::Tensor by_product(const at::Tensor& rows) { return at::mm(rows.t(), rows).triu_(); }

at::Tensor by_rank_update(const at::Tensor& rows) {
  TORCH_CHECK(rows.dim() == 2, "gram_triu: expected rows [n, d], got ", rows.dim(), " dimensions");
  if (rows.numel() == 0 || !rows.is_contiguous()) return by_product(rows);
  auto product = at::zeros({rows.size(1), rows.size(1)}, rows.options());
  const bool done = rows.scalar_type() == at::kFloat    ? rank_update<float>("ssyrk_", rows, product)
                    : rows.scalar_type() == at::kDouble ? rank_update<double>("dsyrk_", rows, product)
                                                        : false;
  return done ? product : by_product(rows);
}
}  // namespace

TORCH_LIBRARY(semblance, library) { library.def("gram_triu(Tensor rows) -> Tensor"); }

TORCH_LIBRARY_IMPL(semblance, CompositeExplicitAutograd, library) { library.impl("gram_triu", by_product); }

TORCH_LIBRARY_IMPL(semblance, CPU, library) { library.impl("gram_triu", by_rank_update); }
