"""Golden values for tests/Semblance.Networks.Tests from PyTorch: python3 tests/golden/networks.py

Weights and inputs follow an exact integer formula (see `u`), so only outputs and gradients are stored. float64."""
import copy, json, pathlib, struct
import numpy as np, torch, torch.nn as nn, torchvision
from torchvision.models.resnet import BasicBlock, Bottleneck

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
OUT = pathlib.Path(__file__).parent


def u(shape, seed):
    """Numbers in [-0.5, 0.5): a quadratic residue sequence, the same in every language."""
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    return torch.from_numpy(((31 * i * i + 7919 * i + 104729 * seed) % 10007) / 10007.0 - 0.5).reshape(shape)


def fill(module):
    """Weights by the formula, seeded by the place of their name in the sorted list."""
    state = module.state_dict()
    for seed, name in enumerate(sorted(state)):
        t = state[name]
        if not t.is_floating_point(): continue
        v = u(tuple(t.shape), seed)
        if t.ndim > 1: v = v * np.sqrt(24.0 / np.prod(t.shape[1:]))
        elif name.endswith("weight") or name.endswith("running_var"): v = 1 + v / 2
        t.copy_(v)
    return module


def values(module, shape, full, dtype):
    """Output, gradients and moments of one pass in a float type, as float64."""
    module = fill(module).to(dtype)
    x = u(shape, 1000).to(dtype).requires_grad_(True)
    y = module(x)
    (y * u(tuple(y.shape), 2000).to(dtype)).sum().backward()
    found = {"output": y.detach().double()}
    for n, g in [("input", x.grad)] + [(n, p.grad) for n, p in module.named_parameters()]:
        g = g.double()
        found[n] = g if full else torch.stack([g.norm(), (g * u(tuple(g.shape), 3000)).sum()])
    for n, b in module.named_buffers():
        if full and b.is_floating_point(): found[n] = b.clone().double()
    return found


def case(store, name, module, shape, full=True):
    """Stores float64 values, and how far PyTorch's own float32 is from them, as a share of each tensor's largest number."""
    exact = values(copy.deepcopy(module), shape, full, torch.float64)
    rounded = values(copy.deepcopy(module), shape, full, torch.float32)
    for n, t in exact.items(): store[f"{name}/{n}"] = t
    store[f"{name}/rounding"] = torch.stack([(rounded[n] - t).abs().max() / t.abs().max().clamp(min=1e-3) for n, t in exact.items()]).max()


class Narrow(nn.Module):
    """torchvision's residual network with a factor on all channels and a chosen stem."""
    def __init__(self, block, counts, width, cifar):
        super().__init__()
        c = int(64 * width)
        self.conv1 = nn.Conv2d(3, c, 3, 1, 1, bias=False) if cifar else nn.Conv2d(3, c, 7, 2, 3, bias=False)
        self.bn1, self.relu = nn.BatchNorm2d(c), nn.ReLU(inplace=True)
        self.maxpool = nn.Identity() if cifar else nn.MaxPool2d(3, 2, 1)
        for s, n in enumerate(counts):
            stage = []
            for b in range(n):
                planes, stride = int(64 * width) << s, 2 if s and not b else 1
                down = None if stride == 1 and c == planes * block.expansion else nn.Sequential(
                    nn.Conv2d(c, planes * block.expansion, 1, stride, bias=False), nn.BatchNorm2d(planes * block.expansion))
                # torchvision widens bottlenecks by base_width; 64 keeps the inner width at `planes`.
                stage.append(block(c, planes, stride, down)); c = planes * block.expansion
            setattr(self, f"layer{s + 1}", nn.Sequential(*stage))

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))


class Plain(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, s, 1, bias=False), nn.BatchNorm2d(o)

    def forward(self, x): return torch.relu(self.bn1(self.conv1(x)))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        for k, (i, o, s) in enumerate([(16, 32, 1), (32, 64, 2), (64, 128, 2)]): setattr(self, f"layer{k + 1}", nn.Sequential(Plain(i, o, s)))

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        return torch.flatten(torch.nn.functional.adaptive_avg_pool2d(self.layer3(self.layer2(self.layer1(x))), 2), 1)


def layers():
    s = {}
    case(s, "linear", nn.Linear(7, 5), (6, 7))
    case(s, "conv", nn.Conv2d(4, 6, 3, 2, 1, groups=2), (2, 4, 7, 6))
    case(s, "conv-dilated", nn.Conv2d(3, 4, 3, 1, 2, dilation=2, bias=False), (2, 3, 6, 6))
    case(s, "conv-transposed", nn.ConvTranspose2d(4, 6, 3, 2, 1, output_padding=1), (2, 4, 4, 3))
    case(s, "batch-norm-1d", nn.BatchNorm1d(5), (8, 5))
    case(s, "batch-norm-2d", nn.BatchNorm2d(3), (4, 3, 4, 5))
    case(s, "batch-norm-eval", nn.BatchNorm2d(3).eval(), (4, 3, 4, 5))
    case(s, "layer-norm", nn.LayerNorm(6), (2, 4, 6))
    case(s, "relu", nn.ReLU(), (5, 6))
    case(s, "gelu", nn.GELU(), (5, 6))
    case(s, "max-pool", nn.MaxPool2d(3, 2, 1), (2, 3, 7, 8))
    case(s, "avg-pool", nn.AvgPool2d(2, 2, 1), (2, 3, 7, 8))
    case(s, "adaptive-avg", nn.AdaptiveAvgPool2d(3), (2, 3, 7, 8))
    case(s, "adaptive-max", nn.AdaptiveMaxPool2d(3), (2, 3, 7, 8))
    down = nn.Sequential(nn.Conv2d(3, 4, 1, 2, bias=False), nn.BatchNorm2d(4))
    case(s, "basic-block", BasicBlock(3, 4, 2, down), (3, 3, 6, 6))
    case(s, "bottleneck", Bottleneck(8, 2), (3, 8, 4, 4))
    case(s, "head", nn.Sequential(nn.Linear(5, 7, bias=False), nn.BatchNorm1d(7), nn.ReLU(), nn.Linear(7, 4)), (6, 5))
    return s


def networks():
    s = {}
    case(s, "cnn", Cnn(), (4, 1, 20, 20), full=False)
    case(s, "resnet18", Narrow(BasicBlock, [2, 2, 2, 2], 0.25, True), (4, 3, 16, 16), full=False)
    case(s, "resnet50", Narrow(Bottleneck, [3, 4, 6, 3], 0.125, False), (6, 3, 96, 96), full=False)
    return s


def trajectory(make):
    p = [u((3, 4), 1).clone().requires_grad_(True), u((4,), 2).clone().requires_grad_(True)]
    opt = make([dict(params=[p[0]], weight_decay=0.05), dict(params=[p[1]], weight_decay=0.0)])
    rows = []
    for step in range(5):
        for k, q in enumerate(p): q.grad = u(tuple(q.shape), 10 + 2 * step + k).clone()
        opt.step(); rows.append(torch.cat([q.detach().flatten() for q in p]))
    return torch.stack(rows)


def optimisers():
    return {
        "sgd": trajectory(lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9)),
        "sgd-nesterov": trajectory(lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, nesterov=True)),
        "sgd-plain": trajectory(lambda g: torch.optim.SGD(g, lr=0.1)),
        "adamw": trajectory(lambda g: torch.optim.AdamW(g, lr=0.1)),
    }


def save(path, tensors):
    header, data = {}, b""
    for name, t in tensors.items():
        raw = t.contiguous().numpy().astype("<f8").tobytes()
        header[name] = dict(dtype="F64", shape=list(t.shape), data_offsets=[len(data), len(data) + len(raw)]); data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<q", len(text)) + text + data)


save(OUT / "layers.safetensors", layers())
save(OUT / "networks.safetensors", networks())
save(OUT / "optimisers.safetensors", optimisers())
for name in ("resnet18", "resnet50"):
    names = [n for n in getattr(torchvision.models, name)().state_dict() if not n.startswith("fc.")]
    (OUT / f"{name}.names.txt").write_text("\n".join(sorted(names)) + "\n")
torch.set_default_dtype(torch.float32)
torch.manual_seed(7)
m = nn.Linear(6, 4), nn.Conv2d(2, 3, 3)
save(OUT / "initialisation.safetensors", {f"{k}/{n}": p.detach().double() for k, q in zip(("linear", "conv"), m) for n, p in q.named_parameters()})
