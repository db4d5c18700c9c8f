#!/usr/bin/python3
"""Writes golden/pairs/*.npy: what torchvision's float tensor operations give for fixed parameters.

Run with Debian's python3-torchvision: /usr/bin/python3 tests/golden/make_pairs.py
"""
import os

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pairs")


def save(name, array):
    np.save(os.path.join(FOLDER, name + ".npy"), np.ascontiguousarray(array))


def picture(height, width, seed):
    """A smooth picture with some noise, [3, height, width] bytes."""
    g = torch.Generator().manual_seed(seed)
    coarse = torch.rand(1, 3, 5, 6, generator=g)
    smooth = torch.nn.functional.interpolate(coarse, size=(height, width), mode="bicubic", align_corners=False)[0]
    noisy = smooth + 0.1 * torch.randn(3, height, width, generator=g)
    return (noisy.clamp(0, 1) * 255).round().to(torch.uint8)


def crop(image, top, left, height, width, size):
    return F.resized_crop(image, top, left, height, width, size, InterpolationMode.BILINEAR, antialias=True)


def files():
    """One picture as JPEG and WebP, and what PIL decodes from them, [height, width, 3] bytes."""
    image = Image.fromarray(picture(61, 83, 2).permute(1, 2, 0).numpy())
    for name, options in (("picture.jpg", {"quality": 92, "subsampling": 0}), ("picture.webp", {"lossless": True})):
        path = os.path.join(FOLDER, name)
        image.save(path, **options)
        save(name.replace(".", "-"), np.asarray(Image.open(path).convert("RGB")))
    Image.open(os.path.join(FOLDER, "picture.jpg")).convert("L").save(os.path.join(FOLDER, "grey.jpg"), quality=92)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    source = picture(37, 53, 0)
    save("source", source.permute(1, 2, 0).numpy())
    whole = source.float() / 255
    save("crop-shrink", crop(whole, 3, 5, 33, 45, [14, 10]))
    save("crop-enlarge", crop(whole, 11, 20, 9, 7, [24, 20]))
    save("crop-mixed", crop(whole, 0, 40, 37, 13, [16, 32]))
    save("crop-mirrored", F.hflip(crop(whole, 3, 5, 33, 45, [16, 16])))
    save("resize-whole", F.resize(whole, [16, 16], antialias=True))

    image = picture(24, 20, 1).float() / 255
    save("image", image)
    save("brightness", F.adjust_brightness(image, 1.6))
    save("contrast", F.adjust_contrast(image, 1.7))
    save("contrast-low", F.adjust_contrast(image, 0.3))
    save("contrast-grey", F.adjust_contrast(image[:1], 1.7))
    save("saturation", F.adjust_saturation(image, 1.8))
    save("hue", F.adjust_hue(image, 0.17))
    save("hue-back", F.adjust_hue(image, -0.4))
    save("grayscale", F.rgb_to_grayscale(image, 3))
    save("solarize", F.solarize(image, 0.5))
    save("blur", F.gaussian_blur(image, [9, 9], [1.3, 1.3]))
    save("blur-narrow", F.gaussian_blur(image, [3, 3], [0.4, 0.4]))
    save("rotate", F.rotate(image, 30.0, InterpolationMode.BILINEAR, fill=None))
    save("rotate-back", F.rotate(image, -77.0, InterpolationMode.BILINEAR, fill=None))
    save("pad", F.crop(F.pad(image, [4, 4, 4, 4]), 1, 7, 24, 20))
    # ColorJitter's four in the order contrast, hue, brightness, saturation.
    jitter = F.adjust_brightness(F.adjust_hue(F.adjust_contrast(image, 0.7), 0.1), 1.2)
    save("jitter", F.adjust_saturation(jitter, 0.4))
    files()
    print("torchvision", torchvision.__version__)


if __name__ == "__main__":
    main()
