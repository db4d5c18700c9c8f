"""End-to-end SimCLR on FashionMNIST the way a PyTorch user writes it; prints one JSON line."""
import argparse
import gzip
import json
import os
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from losses import simclr as nt_xent
from views import simclr as views

parser = argparse.ArgumentParser()
parser.add_argument("--images", required=True)
parser.add_argument("--width", type=int, default=64)
parser.add_argument("--batch", type=int, default=256)
parser.add_argument("--steps", type=int, default=6)
parser.add_argument("--warmup", type=int, default=2)
parser.add_argument("--workers", type=int, default=2)
parser.add_argument("--size", type=int, default=32)
parser.add_argument("--bf16", action="store_true")
parser.add_argument("--channels-last", action="store_true")
parser.add_argument("--frozen-views", action="store_true")
asked = parser.parse_args()
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
torch.manual_seed(0)


class Views(Dataset):
    def __init__(self):
        raw = np.frombuffer(gzip.open(asked.images).read(), np.uint8, offset=16)
        self.pictures, self.transform = raw.reshape(-1, 28, 28), views(asked.size, asked.size >= 64)

    def __len__(self):
        return len(self.pictures)

    def __getitem__(self, index):
        picture = Image.fromarray(self.pictures[index]).convert("RGB")
        return self.transform(picture), self.transform(picture)


def batches():
    if asked.frozen_views:
        x = torch.randn(asked.batch, 3, asked.size, asked.size)
        while True:
            yield x, x.flip(0)
    data = Views()
    while True:
        yield from DataLoader(data, asked.batch, shuffle=True, drop_last=True, num_workers=asked.workers)


encoder = torchvision.models.resnet.ResNet(torchvision.models.resnet.BasicBlock, [2, 2, 2, 2])


def narrow(module):
    """The same layers with a share of the channels."""
    for name, child in module.named_children():
        if isinstance(child, nn.Conv2d):
            setattr(module, name, nn.Conv2d(max(3, child.in_channels * asked.width // 64), child.out_channels * asked.width // 64, child.kernel_size, child.stride, child.padding, bias=False))
        elif isinstance(child, nn.BatchNorm2d):
            setattr(module, name, nn.BatchNorm2d(child.num_features * asked.width // 64))
        else:
            narrow(child)


if asked.width != 64:
    narrow(encoder)
encoder.conv1, encoder.maxpool, encoder.fc = nn.Conv2d(3, asked.width, 3, 1, 1, bias=False), nn.Identity(), nn.Identity()
dim = 8 * asked.width
model = nn.Sequential(encoder, nn.Sequential(nn.Linear(dim, dim), nn.BatchNorm1d(dim), nn.ReLU(), nn.Linear(dim, 128)))
if asked.channels_last:
    model = model.to(memory_format=torch.channels_last)
optimiser = torch.optim.SGD(model.parameters(), 0.06, momentum=0.9, weight_decay=5e-4)
source, wait, start = batches(), 0.0, None
for done in range(asked.warmup + asked.steps):
    if done == asked.warmup:
        start, wait = time.perf_counter(), 0.0
    asked_at = time.perf_counter()
    first, second = next(source)
    wait += time.perf_counter() - asked_at
    x = torch.cat([first, second])
    if asked.channels_last:
        x = x.to(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=asked.bf16):
        z = model(x)
    z = z.float()
    loss = nt_xent(z[:asked.batch], z[asked.batch:])
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
seconds = time.perf_counter() - start
print(json.dumps({"images_per_s": asked.batch * asked.steps / seconds, "data_wait": wait / seconds, "loss": loss.item()}))
