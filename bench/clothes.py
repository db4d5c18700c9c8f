"""F1 and F2 of `reproduce features` once more, with numpy and scikit-learn alone, for other readings of what the source leaves open.

    python3 bench/clothes.py FOLDER [draws]     FOLDER holds train-images-idx3-ubyte.gz and so on
    python3 bench/clothes.py choose FILE        writes which pictures the program takes: those of draw 0

Prints, for cells of both tables, the printed accuracy, then mean and deviation over draws of pictures (6000 for training, 3000 of them for the probe, 2000 for the test) for every probe, then for every
augmentation the spectra and the same cells with the probe of the specification.
"""
import gzip
import os
import sys

import numpy
from scipy.linalg import eigh
from sklearn.linear_model import LogisticRegression

COARSE = numpy.array([0, 2, 0, 2, 0, 1, 0, 1, 2, 1])
# weight, dimensions, printed accuracy for classes and for clothes; then weight, chance of a flip, dimensions, printed accuracy.
COLLAPSE = [(0, 3, .697, .480), (0, 6, .750, .639), (0, 64, .902, .763), (1, 3, .726, .417), (.9, 3, .728, .439), (.5, 3, .719, .517)]
BITS = [(0, 0, 12, .300), (0, 0, 64, .757), (0, .02, 64, .771), (0, .1, 11, .468), (0, .5, 64, .769), (.3, 0, 11, .160), (.3, .02, 11, .312), (.3, .05, 11, .340), (.3, .1, 11, .475)]
# name: strength C and the one number that embeddings are divided by; "column" divides each column by its own.
PROBES = {"10 rms": (10, "rms"), "10 radius": (10, "radius"), "10 none": (10, "none"), "10 column": (10, "column"), "100 rms": (100, "rms"), "1 rms": (1, "rms"), "0.1 rms": (.1, "rms"), "1 radius": (1, "radius")}
READINGS = ["hole over the edge", "hole inside", "clipped", "clipped before the hole", "contrast about the mean", "shifts wrap", "noise before the hole", "hole of the mean"]


def pictures(folder, part):
    def numbers(kind, skip):
        with gzip.open(os.path.join(folder, f"{part}-{kind}-ubyte.gz")) as file:
            return numpy.frombuffer(file.read(), numpy.uint8, offset=skip)
    images = numbers("images-idx3", 16).reshape(-1, 14, 2, 14, 2) / 255
    return images.mean((2, 4)).reshape(len(images), 196), numbers("labels-idx1", 8).astype(int)


def view(x, rng, reading):
    n, side = len(x), numpy.arange(14)
    down, right = rng.integers(-2, 3, n), rng.integers(-2, 3, n)
    rows, columns = side[None, :] - down[:, None], side[None, :] - right[:, None]
    image = x.reshape(n, 14, 14)
    if reading == "shifts wrap":
        image = image[numpy.arange(n)[:, None, None], (rows % 14)[:, :, None], (columns % 14)[:, None, :]]
    else:
        image = numpy.pad(image, ((0, 0), (2, 2), (2, 2)))[numpy.arange(n)[:, None, None], (rows + 2)[:, :, None], (columns + 2)[:, None, :]]
    mirrored = rng.random(n) < .5
    image[mirrored] = image[mirrored][:, :, ::-1]
    contrast, brightness = (1 + .4 * (2 * rng.random(n) - 1))[:, None, None], (.1 * (2 * rng.random(n) - 1))[:, None, None]
    centre = image.mean((1, 2), keepdims=True) if reading == "contrast about the mean" else 0
    image = (image - centre) * contrast + centre + brightness
    noise = .05 * rng.standard_normal(image.shape)
    if reading == "noise before the hole":
        image = image + noise
    if reading == "clipped before the hole":
        image = numpy.clip(image, 0, 1)
    top, left = (rng.integers(0, 10, n), rng.integers(0, 10, n)) if reading == "hole inside" else (rng.integers(-2, 12, n), rng.integers(-2, 12, n))
    high = (side >= top[:, None]) & (side < top[:, None] + 5)
    wide = (side >= left[:, None]) & (side < left[:, None] + 5)
    image = numpy.where(high[:, :, None] & wide[:, None, :], image.mean() if reading == "hole of the mean" else 0, image)
    if reading != "noise before the hole":
        image = image + noise
    return (numpy.clip(image, 0, 1) if reading == "clipped" else image).reshape(n, 196)


def moments(x, y, rng, reading, bits=None, flip=0, views=8):
    total, second = 0, 0
    for _ in range(views):
        v = view(x, rng, reading)
        if bits is not None:
            v = numpy.hstack([v, numpy.where(rng.random(bits.shape) < flip, -bits, bits)])
        v = numpy.hstack([v, numpy.ones((len(v), 1))])
        total, second = total + v / views, second + v.T @ v / (len(v) * views)
    same = (views * total.T @ total / len(total) - second) / (views - 1)
    means = [total[y == c].mean(0) for c in range(3)]
    return second, same, sum(numpy.outer(m, m) for m in means) / 3


def solve(second, pairs, dim):
    values, vectors = eigh(second + 1e-4 * numpy.trace(second) / len(second) * numpy.eye(len(second)))
    half = vectors / numpy.sqrt(values) @ vectors.T
    rho, found = eigh(half @ pairs @ half)
    top = numpy.argsort(-rho)[:dim]
    rho = numpy.clip(rho[top], 0, None)
    return numpy.sqrt(rho)[:, None] * (found[:, top].T @ half), rho


def accuracy(z, y, test, wanted, strength, scale):
    z, test = z - z.mean(0), test - z.mean(0)
    by = {"rms": numpy.sqrt((z ** 2).mean()), "radius": numpy.sqrt((z ** 2).sum(1).mean()), "none": 1, "column": z.std(0) + 1e-12}[scale]
    return LogisticRegression(C=strength, max_iter=1000).fit(z / by, y).score(test / by, wanted)


def choose(rng):
    return rng.permutation(60000)[:6000], rng.permutation(10000)[:2000]


def draw(train, test, seed, reading, probes):
    rng = numpy.random.default_rng(seed)
    a, b = choose(rng)
    (x, y), (xt, yt) = (train[0][a], train[1][a]), (test[0][b], test[1][b])
    bits, bits_test = rng.choice([-1., 1], (6000, 10)), rng.choice([-1., 1], (2000, 10))
    known, clean, fresh = y[:3000], numpy.hstack([x[:3000], numpy.ones((3000, 1))]), numpy.hstack([xt, numpy.ones((2000, 1))])
    result, second = {}, moments(x, COARSE[y], rng, reading)
    spectra = (solve(second[0], second[1], 7)[1], solve(second[0], second[2], 4)[1])
    for weight, dim, coarse, fine in COLLAPSE:
        w, _ = solve(second[0], weight * second[2] + (1 - weight) * second[1], dim)
        for name, probe in probes.items():
            result[f"F1 weight {weight} dim {dim} classes", coarse, name] = accuracy(clean @ w.T, COARSE[known], fresh @ w.T, COARSE[yt], *probe)
            result[f"F1 weight {weight} dim {dim} clothes", fine, name] = accuracy(clean @ w.T, known, fresh @ w.T, yt, *probe)
    beside = lambda rows, more: numpy.hstack([rows[:, :196], more, rows[:, 196:]])
    of = {flip: moments(x, COARSE[y], rng, reading, bits, flip) for flip in sorted({c[1] for c in BITS})}
    for weight, flip, dim, printed in BITS:
        q, same, classes = of[flip]
        w, _ = solve(q, weight * classes + (1 - weight) * same, dim)
        for name, probe in probes.items():
            result[f"F2 weight {weight} flip {flip} dim {dim}", printed, name] = accuracy(beside(clean, bits[:3000]) @ w.T, known, beside(fresh, bits_test) @ w.T, yt, *probe)
    return result, spectra


def table(results, columns):
    print(f"{'cell':<34} printed  " + "  ".join(f"{c:>14}" for c in columns))
    for cell, printed in dict.fromkeys((k[0], k[1]) for k in results[0]):
        values = [numpy.array([r[cell, printed, c] for r in results]) for c in columns]
        print(f"{cell:<34} {printed:.3f}    " + "  ".join(f"{v.mean():.3f} +- {v.std():.3f}" for v in values))


def main():
    if sys.argv[1] == "choose":
        numpy.concatenate(choose(numpy.random.default_rng(0))).astype("<u2").tofile(sys.argv[2])
        return
    train, test = pictures(sys.argv[1], "train"), pictures(sys.argv[1], "t10k")
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    table([draw(train, test, s, READINGS[0], PROBES)[0] for s in range(draws)], list(PROBES))
    for reading in READINGS:
        found = [draw(train, test, s, reading, {"10 rms": PROBES["10 rms"]}) for s in range(draws)]
        print(f"\n{reading}: unsupervised {numpy.round(numpy.mean([f[1][0] for f in found], 0), 3)} supervised {numpy.round(numpy.mean([f[1][1] for f in found], 0), 3)}")
        table([f[0] for f in found], ["10 rms"])


if __name__ == "__main__":
    main()
