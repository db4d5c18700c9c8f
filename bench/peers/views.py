"""One SimCLR view with torchvision on PIL images."""
import numpy as np
import torchvision.transforms as T
from PIL import Image
from serve import measure


def simclr(size, blur):
    steps = [T.RandomResizedCrop(size, scale=(0.08, 1.0)), T.RandomHorizontalFlip(), T.RandomApply([T.ColorJitter(0.8, 0.8, 0.8, 0.2)], p=0.8), T.RandomGrayscale(0.2)]
    if blur:
        steps.append(T.RandomApply([T.GaussianBlur(2 * (size // 20) + 1, (0.1, 2.0))], p=0.5))
    return T.Compose(steps + [T.ToTensor(), T.Normalize([0.5] * 3, [0.5] * 3)])


def view(state, height, width, size, images):
    if "pictures" not in state or state["pictures"][0].size != (width, height):
        rng = np.random.default_rng(0)
        state["pictures"] = [Image.fromarray(rng.integers(0, 255, (height, width, 3), dtype=np.uint8)) for _ in range(min(images, 64))]
    transform, pictures = simclr(size, size >= 64), state["pictures"]
    def work():
        for k in range(images):
            transform(pictures[k % len(pictures)])
    return {name: value / images for name, value in measure(work).items()}
