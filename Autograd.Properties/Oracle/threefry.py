"""Threefry-2x32 (Salmon et al. 2011) on Python's integers, for the graphs that draw random numbers."""
import math

ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
PARITY = 0x1BD11BDA
MASK = 0xFFFFFFFF


def block(key, counter):
    words = (*key, key[0] ^ key[1] ^ PARITY)
    x, y = (counter[0] + words[0]) & MASK, (counter[1] + words[1]) & MASK
    for group in range(5):
        for r in ROTATIONS[group % 2]:
            x = (x + y) & MASK
            y = ((y << r | y >> (32 - r)) & MASK) ^ x
        x, y = (x + words[(group + 1) % 3]) & MASK, (y + words[(group + 2) % 3] + group + 1) & MASK
    return x, y


def keys(words):
    flat = words.reshape(-1).tolist()
    return list(zip(flat[::2], flat[1::2]))


def folded(words, data):
    """The keys with a number folded in, as a list of words."""
    return [word for key in keys(words) for word in block(key, (0b10 << 30, data))]


def uniform(words, each):
    """For each key as many numbers as a shape has, from the upper 24 bits of the words of the counters 0, 1 ..."""
    count = math.prod(each)
    return [(block(key, (0, i // 2))[i % 2] >> 8) / 2**24 for key in keys(words) for i in range(count)]
