"""The moments of two views as NumPy takes them: centred float64 rows, one product for each covariance. Arguments: the number of rows of 784 numbers, wall or processor."""
import sys
import time

import numpy as np

rows, dim = int(sys.argv[1]), 784
clock = time.process_time if sys.argv[2] == "processor" else time.perf_counter
rng = np.random.default_rng(0)
base = rng.random((rows, dim))
one, other = base + 0.1 * rng.standard_normal((rows, dim)), base + 0.1 * rng.standard_normal((rows, dim))
best = float("inf")
for _ in range(2):
    start = clock()
    a, b = one - one.mean(0), other - other.mean(0)
    total = (a.T @ a + b.T @ b) / (2 * rows)
    cross = (a.T @ b + b.T @ a) / (2 * rows)
    best = min(best, clock() - start)
print(f"  {'NumPy':<8} {best:6.3f} s")
