"""Writes tests/golden/tensors: random numbers as PyTorch draws them and files as NumPy writes them.

Run with Debian's interpreter, which has python3-torch 1.13 and numpy: /usr/bin/python3 tests/golden/tensors.py
"""
import json
import pathlib
import struct

import numpy as np
import torch

OUT = pathlib.Path(__file__).parent / "tensors"


def random_numbers():
    torch.set_num_threads(1)
    g = torch.Generator().manual_seed(7)
    save = lambda name, t: np.save(OUT / f"random-{name}.npy", t.numpy())
    save("normal-few", torch.randn(5, generator=g))
    save("normal-many", torch.randn(6, 40, generator=g))
    save("uniform", torch.rand(33, generator=g))
    save("permutation", torch.randperm(50, generator=g))
    save("normal-double", torch.randn(19, generator=g, dtype=torch.float64))
    save("uniform-between", torch.empty(21).uniform_(-2, 3, generator=g))
    save("normal-scaled", torch.empty(17).normal_(1, 0.5, generator=g))
    save("last", torch.rand(1, generator=torch.Generator().manual_seed(-1)))


def arrays():
    a = np.array([[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 100]]])
    for t in "float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 bool".split():
        np.save(OUT / f"type-{t}.npy", a.astype(t))
    np.save(OUT / "order-fortran.npy", np.asfortranarray(a.astype("float32")))
    np.save(OUT / "shape-scalar.npy", np.float64(2.5))
    np.save(OUT / "shape-empty.npy", np.zeros((0, 4), "float32"))
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(OUT / f"version-{version[0]}.npy", "wb") as f:
            np.lib.format.write_array(f, a.astype("int64"), version=version)
    np.save(OUT / "refused-object.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    np.save(OUT / "refused-record.npy", np.zeros(2, dtype=[("x", "f4"), ("y", "i4")]))
    np.save(OUT / "refused-big-endian.npy", a.astype(">f4"))
    np.save(OUT / "refused-complex.npy", a.astype("complex64"))


def safetensors():
    values = np.array([[1.5, -2], [0.25, 4]])
    parts = [("single", "F32", values.astype("<f4")), ("double", "F64", values.astype("<f8")), ("half", "F16", values.astype("<f2")),
             ("brain", "BF16", (values.astype("<f4").view("<u4") >> 16).astype("<u2")), ("long", "I64", np.array([[7, -9]], "<i8")),
             ("int", "I32", np.array([3, -4], "<i4")), ("byte", "U8", np.array([1, 255], "u1")), ("flag", "BOOL", np.array([1, 0, 1], "u1"))]
    header, data = {"__metadata__": {"who": "golden"}}, b""
    for name, kind, array in parts:
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (OUT / "all-types.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    random_numbers()
    arrays()
    safetensors()
