"""The problems of Semblance.Bench's eigen part in SciPy and scikit-learn; it writes them to files and calls this."""
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def timed(what, call, repeats):
    best, least_cpu, result = float("inf"), float("inf"), None
    for _ in range(repeats):
        start, cpu = time.perf_counter(), time.process_time()
        result = call()
        best, least_cpu = min(best, time.perf_counter() - start), min(least_cpu, time.process_time() - cpu)
    print(f"{'  ' + what:<48} {best:9.3f} {least_cpu:9.3f}", flush=True)
    return result


def generalised(c, s, top):
    import scipy.linalg

    c, s, top = np.load(c), np.load(s), int(top)
    d = len(c)
    timed("scipy.linalg.eigh of the same", lambda: scipy.linalg.eigh(c, s, subset_by_index=[d - top, d - 1]), 3)


def embedding(folder, components, out):
    import scipy.sparse
    from sklearn.manifold import SpectralEmbedding

    part = lambda name: np.load(f"{folder}/{name}.npy")
    starts, k = part("starts"), int(components)
    graph = scipy.sparse.csr_matrix((part("values"), part("columns"), starts.astype(np.int32)), shape=(len(starts) - 1,) * 2)
    fit = lambda: SpectralEmbedding(k, affinity="precomputed", eigen_solver="arpack", random_state=0).fit(graph)
    model = timed(f"sklearn SpectralEmbedding({k}, arpack)", fit, 1)
    # scikit-learn divides each row by the root of its degree; the eigenvectors are before that.
    degrees = np.asarray(graph.sum(1)).ravel() - graph.diagonal()
    np.save(out, np.ascontiguousarray(model.embedding_ * np.sqrt(degrees)[:, None]))


if __name__ == "__main__":
    {"generalised": generalised, "embedding": embedding}[sys.argv[1]](*sys.argv[2:])
