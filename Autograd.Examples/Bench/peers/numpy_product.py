"""A matrix product by OpenBLAS through NumPy, float32: numpy_product.py ROWS DEPTH COLUMNS n|t n|t THREADS.

A letter t means that the operand lies transposed in memory. Prints its versions, then for each line of input, a number
of products, the seconds that they took and the processor's.
"""
import sys
import time

import numpy as np

from library import blas, debian


def operand(rng, rows, columns, layout):
    shape = (columns, rows) if layout == "t" else (rows, columns)
    x = rng.uniform(-1, 1, shape).astype(np.float32)
    return x.T if layout == "t" else x


def main():
    rows, depth, columns, threads = (int(sys.argv[i]) for i in (1, 2, 3, 6))
    rng = np.random.default_rng(1)
    a, b = operand(rng, rows, depth, sys.argv[4]), operand(rng, depth, columns, sys.argv[5])
    c = np.empty((rows, columns), np.float32)
    version = f"NumPy {np.__version__} ({debian('python3-numpy')})"
    print(f"{version}, np.dot, float32, threads: {threads}, {blas()}", flush=True)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            np.dot(a, b, out=c)
        print(time.perf_counter() - start, time.process_time() - used, flush=True)


main()
