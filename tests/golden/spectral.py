"""Writes tests/golden/spectral: eigenproblems with SciPy's and scikit-learn's answers.

Run with Debian's interpreter, which has python3-scipy and python3-sklearn: /usr/bin/python3 tests/golden/spectral.py
"""
import pathlib
import warnings

import numpy as np
import scipy.linalg
import scipy.sparse
import scipy.sparse.linalg
from sklearn.datasets import make_moons
from sklearn.manifold import SpectralEmbedding
from sklearn.neighbors import kneighbors_graph

OUT = pathlib.Path(__file__).parent / "spectral"


def save(name, array):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(array))


def generalised():
    """Moments of two noisy views of correlated features: C w = rho S w."""
    rng = np.random.default_rng(0)
    mix = rng.standard_normal((24, 24)) * np.exp(-np.arange(24) / 12)
    sample = rng.standard_normal((300, 24))
    a, b = ((sample + 0.7 * rng.standard_normal((300, 24))) @ mix for _ in range(2))
    c, s = (a.T @ b + b.T @ a) / 600, (a.T @ a + b.T @ b) / 600
    values, vectors = scipy.linalg.eigh(c, s, subset_by_index=[24 - 10, 23])
    save("generalised-c", c)
    save("generalised-s", s)
    save("generalised-values", values[::-1])
    save("generalised-vectors", vectors[:, ::-1])


def embedding():
    """Ten nearest neighbours of two half moons; scikit-learn's spectral embedding and ARPACK's eigenvalues."""
    points, _ = make_moons(500, noise=0.08, random_state=1)
    graph = kneighbors_graph(points, 10, include_self=False)
    graph = (0.5 * (graph + graph.T)).tocsr()
    graph.sort_indices()
    degrees = np.asarray(graph.sum(1)).ravel()
    root = scipy.sparse.diags(degrees**-0.5)
    start = np.random.default_rng(2).standard_normal(500)
    values = scipy.sparse.linalg.eigsh(root @ graph @ root, 9, which="LA", tol=1e-14, v0=start, return_eigenvectors=False)
    model = SpectralEmbedding(8, affinity="precomputed", eigen_solver="arpack", random_state=0).fit(graph)
    save("graph-starts", graph.indptr.astype("int64"))
    save("graph-columns", graph.indices.astype("int32"))
    save("graph-values", graph.data)
    save("graph-eigenvalues", np.sort(values)[::-1])
    # scikit-learn divides the eigenvectors by the roots of the degrees.
    save("graph-eigenvectors", model.embedding_ * np.sqrt(degrees)[:, None])


def angles():
    rng = np.random.default_rng(3)
    a, b = rng.standard_normal((40, 5)), rng.standard_normal((40, 3))
    # All below 45 degrees: for a mixture SciPy 1.10 takes some small angles from their cosines.
    b = a[:, :3] + b * (1e-9, 1e-4, 0.2)
    save("angles-a", a)
    save("angles-b", b)
    save("angles-degrees", np.sort(np.degrees(scipy.linalg.subspace_angles(a, b))))


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    OUT.mkdir(exist_ok=True)
    generalised()
    embedding()
    angles()
