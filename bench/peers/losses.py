"""Loss and gradient as the methods' usual programs write them, on given embeddings."""
import numpy as np
import torch
import torch.nn.functional as F
from serve import measure, peak_bytes


def off(m):
    n = m.shape[0]
    return m.flatten()[:-1].view(n - 1, n + 1)[:, 1:].flatten()


def simclr(a, b, temperature=0.5):
    z = F.normalize(torch.cat([a, b]))
    s = z @ z.T / temperature
    s.fill_diagonal_(-1e9)
    n = len(a)
    return F.cross_entropy(s, torch.cat([torch.arange(n, 2 * n), torch.arange(n)]))


def vicreg(a, b):
    invariance, variance, covariance = F.mse_loss(a, b), 0.0, 0.0
    for z in (a, b):
        z = z - z.mean(0)
        variance = variance + F.relu(1 - torch.sqrt(z.var(0) + 1e-4)).mean() / 2
        covariance = covariance + off(z.T @ z / (len(z) - 1)).pow(2).sum() / z.shape[1]
    return 25 * invariance + 25 * variance + covariance


def barlow_twins(a, b, weight=0.0051):
    a = (a - a.mean(0)) / a.std(0, unbiased=False)
    b = (b - b.mean(0)) / b.std(0, unbiased=False)
    c = a.T @ b / len(a)
    return (torch.diagonal(c) - 1).pow(2).sum() + weight * off(c).pow(2).sum()


def spectral(a, b):
    s = a @ b.T
    n = len(a)
    return -2 * torch.diagonal(s).mean() + (s.pow(2).sum() - torch.diagonal(s).pow(2).sum()) / (n * (n - 1))


def load(state, files):
    if state.get("files") != files:
        state["files"], state["views"] = files, [torch.from_numpy(np.load(f)).requires_grad_() for f in files]
    return state["views"]


def step(loss, views):
    for view in views:
        view.grad = None
    value = loss(*views)
    value.backward()
    return value


def run(state, method, files, repeats):
    loss, views = globals()[method], load(state, files)
    value = []
    def work():
        value[:] = [step(loss, views).item()]
    return {**measure(work, repeats), "value": value[0]}


def held(state, method, files):
    loss, views = globals()[method], load(state, files)
    return {"bytes": peak_bytes(lambda: step(loss, views))}
