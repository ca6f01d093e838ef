"""The training step in PyTorch with its autograd, float32: torch_step.py sgd|adam|convnet THREADS.

Prints its versions, then for each line of input, a number of steps, the seconds that they took and the processor's.
The update is by lists of tensors, which takes PyTorch less than its optimizers' classes do.
"""
import sys
import time

import torch
import torch.nn.functional as F

from images import make
from library import blas, debian


def parameters(sizes, sigma):
    made = []
    for a, b in zip(sizes, sizes[1:]):
        made += [torch.randn(b, a).mul_(sigma).requires_grad_(), torch.zeros(b, requires_grad=True)]
    return made


def scores(p, x, activate):
    for i in range(0, len(p) - 2, 2):
        x = activate(F.linear(x, p[i], p[i + 1]))
    return F.linear(x, p[-2], p[-1])


def convnet():
    """The book's SimpleConvNet; its images lie channels last, which is the faster of the two here."""
    filters = torch.randn(30, 1, 5, 5).mul_(0.01).to(memory_format=torch.channels_last).requires_grad_()
    return [filters, torch.zeros(30, requires_grad=True)] + parameters([30 * 12 * 12, 100, 10], 0.01)


def convnet_scores(p, x, activate):
    images = x.reshape(-1, 1, 28, 28).contiguous(memory_format=torch.channels_last)
    pooled = F.max_pool2d(activate(F.conv2d(images, p[0], p[1])), 2)
    return scores(p[2:], pooled.flatten(1), activate)


class Sgd:
    def __init__(self, p, rate):
        self.p, self.rate = p, rate

    def update(self, gradients):
        torch._foreach_add_(self.p, gradients, alpha=-self.rate)


class Adam:
    def __init__(self, p, rate, first=0.9, second=0.999, epsilon=1e-8):
        self.p, self.rate, self.first, self.second, self.epsilon, self.count = p, rate, first, second, epsilon, 0
        self.m, self.v = ([torch.zeros_like(x) for x in p] for _ in range(2))

    def update(self, gradients):
        self.count += 1
        torch._foreach_mul_(self.m, self.first)
        torch._foreach_add_(self.m, gradients, alpha=1 - self.first)
        torch._foreach_mul_(self.v, self.second)
        torch._foreach_addcmul_(self.v, gradients, gradients, 1 - self.second)
        root = torch._foreach_sqrt(self.v)
        torch._foreach_div_(root, (1 - self.second ** self.count) ** 0.5)
        torch._foreach_add_(root, self.epsilon)
        torch._foreach_addcdiv_(self.p, self.m, root, -self.rate / (1 - self.first ** self.count))


def main():
    workload, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(2)
    network = scores
    if workload == "convnet":
        batch, p, activate, network = 100, convnet(), torch.relu, convnet_scores
        optimizer = Adam(p, 0.001)
    elif workload == "sgd":
        batch, p, activate = 100, parameters([784, 50, 10], 0.01), torch.sigmoid
        optimizer = Sgd(p, 0.1)
    else:
        batch, p, activate = 128, parameters([784, 512, 512, 10], 0.05), torch.relu
        optimizer = Adam(p, 0.001)
    images, labels = (torch.from_numpy(array) for array in make())

    def step():
        chosen = torch.randint(0, len(labels), (batch,))
        x = images.index_select(0, chosen).to(torch.float32).mul_(1 / 255)
        loss = F.cross_entropy(network(p, x, activate), labels.index_select(0, chosen))
        gradients = torch.autograd.grad(loss, p)
        with torch.no_grad():
            optimizer.update(gradients)
        return loss

    version = f"PyTorch {torch.__version__} ({debian('python3-torch')})"
    print(f"{version} with autograd, float32, threads: {torch.get_num_threads()}, {blas()}", flush=True)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            step()
        print(time.perf_counter() - start, time.process_time() - used, flush=True)


main()
