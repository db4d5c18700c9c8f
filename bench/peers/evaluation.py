"""k-NN, logistic regression and k-means with scikit-learn on given features."""
import numpy as np
from serve import measure
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier


def load(state, files):
    if state.get("tables") != files:
        state["tables"], state["arrays"] = files, [np.load(f) for f in files]
    return state["arrays"]


def timed(work):
    results = []
    seconds = measure(lambda: results.append(work()))
    return seconds, results[0]


def knn(state, files, k):
    x, y, tx, ty = load(state, files)
    seconds, score = timed(lambda: KNeighborsClassifier(k, metric="cosine", algorithm="brute").fit(x, y).score(tx, ty))
    return {**seconds, "accuracy": float(score)}


def logistic(state, files, strength, iterations, out):
    x, y = load(state, files)[:2]
    seconds, model = timed(lambda: LogisticRegression(C=strength, max_iter=iterations).fit(x, y))
    np.save(out, np.concatenate([model.coef_.ravel(), model.intercept_]).astype(np.float64))
    return {**seconds, "iterations": int(model.n_iter_[0])}


def kmeans(state, files, clusters):
    x = load(state, files)[0]
    seconds, model = timed(lambda: KMeans(clusters, n_init=1, random_state=0).fit(x))
    return {**seconds, "inertia": float(model.inertia_), "iterations": int(model.n_iter_)}
