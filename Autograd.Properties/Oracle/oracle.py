"""Compares a file of graphs with PyTorch: oracle.py FILE. Exits with 1 if nothing explains a difference."""
import json
import sys

try:
    import torch
except ImportError:
    print("PyTorch is missing: apt-get install python3-torch", file=sys.stderr)
    sys.exit(2)

from comparison import TOLERANCE, compared, sees_wrong_numbers
from explanations import REPLACED, explanation
from summary import Summary
from torch_graph import results

# In the first graphs numbers are made wrong on purpose, which must be found.
PROBED = 20


def compare(graph, summary):
    theirs = results(graph)
    rows = list(compared(graph, theirs))
    differing = [row for row in rows if row.difference > TOLERANCE]
    if graph["example"] is not None:
        summary.count(graph, rows)
        summary.example(graph, differing)
        return
    explained = explanation(graph) if differing else None
    if explained:
        name, theirs = explained
        summary.met(graph, name, differing)
        rows, differing = list(compared(graph, theirs)), []
    summary.count(graph, rows)
    if (explained or summary.random <= PROBED) and not sees_wrong_numbers(graph, theirs):
        summary.unexplained.append(f"{graph['name']}: a number made wrong on purpose was not found")
    summary.unexplained += [f"{graph['name']}: {row}" for row in differing]


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    summary = Summary()
    with open(sys.argv[1]) as file:
        for line in file:
            # A -0 without a point is an integer to Python, which has no such number.
            compare(json.loads(line, parse_int=lambda digits: -0.0 if digits == "-0" else int(digits)), summary)
    summary.unexplained += [
        f"no random graph differs by '{name}', though it is said that some do"
        for name in REPLACED.keys() - summary.in_random]
    print(f"PyTorch {torch.__version__}, Python {sys.version.split()[0]}, float64")
    summary.report()
    return 1 if summary.unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
