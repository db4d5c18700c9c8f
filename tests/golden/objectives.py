"""Values and gradients of the objectives by PyTorch's own operators, float64; writes objectives.json beside this file."""
import json, os, torch, torch.nn.functional as F

torch.set_num_threads(1)


def off(m):
    return m - torch.diag(torch.diagonal(m))


def nt_xent(a, b, y, t):
    z = F.normalize(torch.cat([a, b])); n = len(a)
    s = (z @ z.T / t).masked_fill(torch.eye(2 * n, dtype=torch.bool), -torch.inf)
    return F.cross_entropy(s, torch.cat([torch.arange(n, 2 * n), torch.arange(n)]))


def supcon(a, b, y, t, form):
    z = F.normalize(torch.cat([a, b])); y = torch.cat([y, y]); eye = torch.eye(len(z), dtype=torch.bool)
    s = (z @ z.T / t).masked_fill(eye, -torch.inf)
    positive = (y[:, None] == y[None, :]) & ~eye
    log_p = s - s.logsumexp(1, keepdim=True)
    if form == "out":
        return -(log_p.masked_fill(~positive, 0).sum(1) / positive.sum(1)).mean()
    return -(log_p.masked_fill(~positive, -torch.inf).logsumexp(1) - positive.sum(1).double().log()).mean()


def vicreg(a, b, y, form):
    loss = 25 * F.mse_loss(a, b)
    for z in (a, b):
        spread = F.relu(1 - torch.sqrt(z.var(0) + 1e-4)) if form == "hinge" else (1 - z.var(0)) ** 2
        c = torch.cov(z.T)
        loss = loss + 25 * spread.mean() / 2 + off(c).pow(2).sum() / z.shape[1]
    return loss


def barlow(a, b, y, weight):
    d = a.shape[1]
    c = torch.corrcoef(torch.cat([a, b], 1).T)[:d, d:]
    return (torch.diagonal(c) - 1).pow(2).sum() + weight * off(c).pow(2).sum()


def spectral(a, b, y, radius):
    if radius is not None:
        a, b = (torch.where(z.norm(dim=1, keepdim=True) > radius, F.normalize(z) * radius, z) for z in (a, b))
    s = a @ b.T; n = len(a)
    return -2 * torch.diagonal(s).mean() + off(s).pow(2).sum() / (n * (n - 1))


def cosine(a, b, y, offset, factor):
    return offset + factor * (F.cosine_similarity(a, b.detach()).mean() + F.cosine_similarity(b, a.detach()).mean()) / 2


def moco(a, b, y, t):
    label = torch.arange(len(a))
    q, k = F.normalize(a), F.normalize(b)
    return (F.cross_entropy(q @ k.detach().T / t, label) + F.cross_entropy(k @ q.detach().T / t, label)) / 2


def cases():
    for n, d in ((8, 5), (16, 33), (64, 12), (24, 257)):
        yield "simclr", n, d, {"temperature": "0.5"}, lambda a, b, y: nt_xent(a, b, y, .5)
        yield "simclr", n, d, {"temperature": "0.07"}, lambda a, b, y: nt_xent(a, b, y, .07)
        yield "supcon", n, d, {"temperature": "0.1"}, lambda a, b, y: supcon(a, b, y, .1, "out")
        yield "supcon", n, d, {"temperature": "0.2", "form": "in"}, lambda a, b, y: supcon(a, b, y, .2, "in")
        yield "joint", n, d, {"weight": "0.3"}, lambda a, b, y: .3 * supcon(a, b, y, .5, "out") + .7 * nt_xent(a, b, y, .5)
        yield "spectral", n, d, {}, lambda a, b, y: spectral(a, b, y, None)
        yield "spectral", n, d, {"radius": "2"}, lambda a, b, y: spectral(a, b, y, 2)
        yield "vicreg", n, d, {}, lambda a, b, y: vicreg(a, b, y, "hinge")
        yield "vicreg", n, d, {"variance-form": "squared"}, lambda a, b, y: vicreg(a, b, y, "squared")
        yield "barlow-twins", n, d, {}, lambda a, b, y: barlow(a, b, y, .0051)
        yield "byol", n, d, {}, lambda a, b, y: cosine(a, b, y, 4, -4)
        yield "simsiam", n, d, {}, lambda a, b, y: cosine(a, b, y, 0, -1)
        yield "moco", n, d, {}, lambda a, b, y: moco(a, b, y, .2)
        yield "supervised", n, d, {}, lambda a, b, y: (F.cross_entropy(a, y) + F.cross_entropy(b, y)) / 2


results = []
for name, n, d, options, loss in cases():
    i, k = torch.arange(n, dtype=torch.float64)[:, None], torch.arange(d, dtype=torch.float64)[None, :]
    views = [(torch.sin((i * .7 + .3) * (k + 1)) + .3 * torch.cos(i * 1.9 + k * .37 + v * 2.1)).requires_grad_() for v in range(2)]
    labels = torch.arange(n) ** 2 % 4
    value = loss(*views, labels)
    value.backward()
    results.append({"method": name, "rows": n, "dim": d, "options": options, "loss": value.item(),
                    "norms": [z.grad.norm().item() for z in views], "first": [z.grad.flatten()[:6].tolist() for z in views]})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "objectives.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r) for r in results) + "\n]\n")
