"""The same measurements as bench/engine.cs in PyTorch. Run: /usr/bin/python3 bench/engine.py"""
import time

import torch

torch.set_num_threads(1)


def per_call(call, per_round=20000, rounds=15):
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(per_round):
            call()
        best = min(best, (time.process_time() - start) / per_round)
    return best * 1e6


small = torch.ones(4)
with_gradient = torch.ones(4, requires_grad=True)
scalar = torch.tensor(1.0)
print(f"add, 4 elements: {per_call(lambda: small + small):.2f} us")
print(f"add, 4 elements, gradient recorded: {per_call(lambda: with_gradient + small):.2f} us")
print(f"add in place, 4 elements: {per_call(lambda: small.add_(small, alpha=0)):.2f} us")
print(f"shape of a tensor: {per_call(lambda: small.shape):.2f} us")
print(f"item of a scalar: {per_call(lambda: scalar.item()):.2f} us")

images = torch.randn(128, 32, 32, 32)
weight = torch.randn(32, 32, 3, 3, requires_grad=True)
gain, bias = torch.ones(32, requires_grad=True), torch.zeros(32, requires_grad=True)


def step():
    x = images
    for _ in range(3):
        x = torch.nn.functional.conv2d(x, weight, padding=1)
        x = torch.nn.functional.batch_norm(x, None, None, gain, bias, training=True).relu()
    x.mean().backward()
    for leaf in (weight, gain, bias):
        leaf.grad = None


print(f"conv + batch norm + ReLU, forward and backward, [128, 32, 32, 32], 3 layers: {per_call(step, 1, 15) / 1000:.1f} ms")
