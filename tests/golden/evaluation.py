"""Golden values of scikit-learn for the evaluation tests: python3 tests/golden/evaluation.py (needs numpy, scikit-learn)."""
import json, os, numpy as np, sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, r2_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "evaluation")
rng = np.random.default_rng(0)
n, m, d, classes = 300, 80, 7, 4
centres = 1.2 * rng.standard_normal((classes, d))
y = rng.integers(0, classes, n + m)
x = (centres[y] + rng.standard_normal((n + m, d)) * (1 + np.arange(d) / 4)).astype(np.float32)
t = x @ rng.standard_normal((d, 2)) + rng.standard_normal((n + m, 2))
a, b = slice(0, n), slice(n, n + m)
np.save(f"{here}/x.npy", x)
np.save(f"{here}/y.npy", y.astype(np.int64))
np.save(f"{here}/t.npy", t)
X = x.astype(np.float64)

golden = {"sklearn": sklearn.__version__, "logistic": [], "knn": [], "agreement": [], "ridge": []}
for l2 in (0.3, 0.01, 0.0001):
    f = LogisticRegression(C=1 / (l2 * n), solver="newton-cg", tol=1e-10, max_iter=10000).fit(X[a], y[a])
    golden["logistic"].append({"l2": l2, "weight": f.coef_.ravel().tolist(), "intercept": f.intercept_.tolist(), "predicted": f.predict(X[b]).tolist()})
for k, temperature in ((1, 0.1), (5, 0.1), (20, 0.07), (20, 1.0)):
    f = KNeighborsClassifier(k, metric="cosine", algorithm="brute", weights=lambda dist: np.exp((1 - dist) / temperature)).fit(X[a], y[a])
    golden["knn"].append({"k": k, "temperature": temperature, "predicted": f.predict(X[b]).tolist()})
for groups in (1, 3, 4, 6):
    c = np.where(rng.random(n) < 0.6, y[a] % groups, rng.integers(0, groups, n))
    golden["agreement"].append({"clusters": c.tolist(), "nmi": normalized_mutual_info_score(y[a], c), "ari": adjusted_rand_score(y[a], c)})
for l2 in (1e-6, 0.01, 1.0):
    f = Ridge(alpha=l2 * n).fit(X[a], t[a])
    golden["ridge"].append({"l2": l2, "predicted": f.predict(X[b]).ravel().tolist(), "r2": r2_score(t[b], f.predict(X[b]))})
p = PCA(3).fit(X[a])
golden["pca"] = {"variance": (p.explained_variance_ * (n - 1) / n).tolist(), "components": np.abs(p.components_).ravel().tolist()}
s = (X - X[a].mean(0)) / X[a].std(0)
golden["kmeans_inertia"] = KMeans(classes, n_init=50, tol=0, random_state=0).fit(s[a]).inertia_
start = KMeans(classes, n_init=50, tol=0, random_state=0).fit(s[a])
k, z, reg = start.labels_, s[a], 1e-3
weights, means = np.bincount(k) / n, np.stack([z[k == c].mean(0) for c in range(classes)])
tied = z.T @ z / n - (means.T * weights) @ means + reg * np.eye(d)
diagonal = np.stack([z[k == c].var(0) + reg for c in range(classes)])
for kind, precisions in (("tied", np.linalg.inv(tied)), ("diag", 1 / diagonal)):
    g = GaussianMixture(classes, covariance_type=kind, reg_covar=reg, tol=1e-9, max_iter=5000, weights_init=weights, means_init=means, precisions_init=precisions).fit(z)
    golden["gmm_" + kind] = {"start": k.tolist(), "assigned": g.predict(s[b]).tolist(), "likelihood": g.score(z)}
with open(f"{here}/golden.json", "w") as file:
    json.dump(golden, file)
