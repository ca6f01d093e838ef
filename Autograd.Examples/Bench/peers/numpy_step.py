"""The training step in NumPy by hand, float32, in place: numpy_step.py sgd|adam THREADS.

Prints its versions, then for each line of input, a number of steps, the seconds that they took and the processor's.
"""
import sys
import time

import numpy as np

from images import make
from library import blas, debian

F = np.float32
BLOCK = 1 << 15  # elements of the state that fit a near cache together with Adam's moments


class Net:
    """Layers whose parameters are parts of one array, with the room for a batch made once."""

    def __init__(self, sizes, batch, sigma):
        rng = np.random.default_rng(2)
        count = sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))
        self.state, self.gradient = np.zeros(count, F), np.zeros(count, F)
        self.w, self.b, self.dw, self.db = [], [], [], []
        at = 0
        for a, b in zip(sizes, sizes[1:]):
            for shape, value, grad in (((a, b), self.w, self.dw), ((b,), self.b, self.db)):
                size = int(np.prod(shape))
                value.append(self.state[at:at + size].reshape(shape))
                grad.append(self.gradient[at:at + size].reshape(shape))
                at += size
            self.w[-1][...] = rng.normal(0, sigma, (a, b))
        self.bytes = np.empty((batch, sizes[0]), np.uint8)
        self.a = [np.empty((batch, n), F) for n in sizes]
        self.d = [np.empty((batch, n), F) for n in sizes]
        self.row, self.rows = np.empty((batch, 1), F), np.arange(batch)

    def gather(self, images, chosen):
        np.take(images, chosen, axis=0, out=self.bytes, mode="clip")
        # Without the type NumPy would choose half precision for bytes times a scalar, which it emulates.
        np.multiply(self.bytes, F(1 / 255), out=self.a[0], dtype=F)

    def forward(self, activate):
        for i, (w, b) in enumerate(zip(self.w, self.b)):
            out = self.a[i + 1]
            np.dot(self.a[i], w, out=out)
            out += b
            if i + 1 < len(self.w):
                activate(out)

    def loss(self, labels):
        """Softmax and cross-entropy; leaves the gradient of the scores in the last d."""
        scores, d = self.a[-1], self.d[-1]
        np.max(scores, axis=1, keepdims=True, out=self.row)
        np.subtract(scores, self.row, out=d)
        right = d[self.rows, labels]
        np.exp(d, out=d)
        np.sum(d, axis=1, keepdims=True, out=self.row)
        value = float(np.mean(np.log(self.row[:, 0]) - right))
        d /= self.row
        d[self.rows, labels] -= F(1)
        d *= F(1 / len(labels))
        return value

    def backward(self, derive):
        for i in reversed(range(len(self.w))):
            d = self.d[i + 1]
            np.dot(self.a[i].T, d, out=self.dw[i])
            np.sum(d, axis=0, out=self.db[i])
            if i > 0:
                np.dot(d, self.w[i].T, out=self.d[i])
                derive(self.a[i], self.d[i])


def sigmoid(x):
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += F(1)
    np.reciprocal(x, out=x)


def sigmoid_derivative(a, d):
    d *= a
    d *= F(1) - a


def relu(x):
    np.maximum(x, F(0), out=x)


def relu_derivative(a, d):
    d *= a > 0


class Sgd:
    def __init__(self, net, rate):
        self.net, self.rate = net, F(rate)

    def update(self):
        self.net.gradient *= self.rate
        self.net.state -= self.net.gradient


class Adam:
    def __init__(self, net, rate, first=0.9, second=0.999, epsilon=1e-8):
        self.net, self.rate, self.first, self.second, self.epsilon = net, rate, first, second, epsilon
        self.m, self.v = np.zeros_like(net.state), np.zeros_like(net.state)
        self.s, self.t, self.count = np.empty(BLOCK, F), np.empty(BLOCK, F), 0

    def update(self):
        self.count += 1
        rate = F(self.rate / (1 - self.first ** self.count))
        root = F((1 - self.second ** self.count) ** -0.5)
        for at in range(0, len(self.net.state), BLOCK):
            p, g, m, v = (x[at:at + BLOCK] for x in (self.net.state, self.net.gradient, self.m, self.v))
            s, t = self.s[:len(p)], self.t[:len(p)]
            m *= F(self.first)
            np.multiply(g, F(1 - self.first), out=s)
            m += s
            v *= F(self.second)
            np.multiply(g, g, out=s)
            s *= F(1 - self.second)
            v += s
            np.sqrt(v, out=s)
            s *= root
            s += F(self.epsilon)
            np.multiply(m, rate, out=t)
            t /= s
            p -= t


def main():
    workload, threads = sys.argv[1], int(sys.argv[2])
    if workload == "sgd":
        batch, net = 100, Net([784, 50, 10], 100, 0.01)
        optimizer, activate, derive = Sgd(net, 0.1), sigmoid, sigmoid_derivative
    else:
        batch, net = 128, Net([784, 512, 512, 10], 128, 0.05)
        optimizer, activate, derive = Adam(net, 0.001), relu, relu_derivative
    images, labels = make()
    rng = np.random.default_rng(3)

    def step():
        chosen = rng.integers(0, len(labels), batch)
        net.gather(images, chosen)
        net.forward(activate)
        value = net.loss(labels[chosen])
        net.backward(derive)
        optimizer.update()
        return value

    version = f"NumPy {np.__version__} ({debian('python3-numpy')})"
    print(f"{version} by hand, float32, threads: {threads}, {blas()}", flush=True)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            step()
        print(time.perf_counter() - start, time.process_time() - used, flush=True)


main()
