"""A convolution in PyTorch, float32.

usage: torch_convolution.py N C H W F K STRIDE PADDING GROUPS forward|input|weight THREADS

Prints its versions, then for each line of input, a number of runs, the seconds that they took and the processor's.
Images lie channels first or channels last, whichever is faster: both are tried before.
"""
import sys
import time

import torch
import torch.nn.functional as F

from library import debian

TRIES = 5


def runner(shape, stride, padding, groups, what, layout):
    n, c, h, w, f, k = shape
    x = torch.randn(n, c, h, w).contiguous(memory_format=layout)
    weight = torch.randn(f, c // groups, k, k).contiguous(memory_format=layout)
    y = F.conv2d(x, weight, None, stride, padding, 1, groups)
    g = torch.randn_like(y).contiguous(memory_format=layout)
    mask = [what == "input", what == "weight", False]

    def run():
        if what == "forward":
            return F.conv2d(x, weight, None, stride, padding, 1, groups)
        return torch.ops.aten.convolution_backward(
            g, x, weight, None, [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], groups, mask)

    return run


def timed(run, count):
    start, used = time.perf_counter(), time.process_time()
    for _ in range(count):
        run()
    return time.perf_counter() - start, time.process_time() - used


def main():
    shape, (stride, padding, groups) = [int(a) for a in sys.argv[1:7]], (int(a) for a in sys.argv[7:10])
    what, threads = sys.argv[10], int(sys.argv[11])
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    layouts = {"channels first": torch.contiguous_format, "channels last": torch.channels_last}
    runners = {name: runner(shape, stride, padding, groups, what, layout) for name, layout in layouts.items()}
    best = min(runners, key=lambda name: min(timed(runners[name], 1)[0] for _ in range(TRIES)))
    version = f"PyTorch {torch.__version__} ({debian('python3-torch')})"
    print(f"{version}, float32, {best}, threads: {torch.get_num_threads()}", flush=True)
    for line in sys.stdin:
        print(*timed(runners[best], int(line)), flush=True)


main()
