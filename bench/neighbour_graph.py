"""Seconds and processor seconds of scikit-learn's k-nearest-neighbour graph, symmetrised: python3 neighbour_graph.py FEATURES(float32) DIM K NEIGHBOURS(out, int32)."""
import sys
import time

import numpy as np
from sklearn.neighbors import kneighbors_graph

features, dim, k, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
x = np.fromfile(features, np.float32).reshape(-1, dim).astype(np.float64)
start, processor = time.perf_counter(), time.process_time()
graph = kneighbors_graph(x, k, include_self=False)
symmetric = 0.5 * (graph + graph.T)
print(time.perf_counter() - start, time.process_time() - processor)
graph.indices.reshape(-1, k).astype(np.int32).tofile(out)
