"""Images of the size and number of MNIST's, as SyntheticImages.cs makes them: a noisy pattern for each class."""
import numpy as np


def make(count=60_000, features=784, classes=10):
    rng = np.random.default_rng(1)
    patterns = rng.integers(0, 256, (classes, features), dtype=np.uint8)
    shown = rng.integers(0, classes, count)
    labels = np.where(rng.integers(0, 5, count) == 0, rng.integers(0, classes, count), shown)
    pattern = patterns[shown]
    noise = rng.integers(0, 64, (count, features), dtype=np.uint8)
    return np.where(pattern < 192, np.uint8(0), pattern - noise), labels.astype(np.int64)
