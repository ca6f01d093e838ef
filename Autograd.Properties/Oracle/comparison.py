"""Our numbers and PyTorch's, element by element, each difference in units of its scale."""
import math
import typing

QUANTITIES = ("loss", "outputs", "gradient", "product")
# A scale counts every rounding once: a hundredfold of what two correct programs can differ by.
TOLERANCE = 1e-14


class Row(typing.NamedTuple):
    """One number of ours and PyTorch's. The difference is in units of the scale."""

    quantity: str
    place: str
    ours: object
    theirs: object
    scale: float
    difference: float

    def __str__(self):
        return (f"{self.quantity} {self.place}: ours {self.ours!r}, PyTorch {self.theirs!r}, "
                f"{self.difference:.2g} of the scale {self.scale:.3g}")


def number(x):
    return float(x) if isinstance(x, str) else x


def difference(ours, theirs, scale, signed_zeros=False):
    """0 for the same number, NaN and infinities included; infinite where only one of them is finite."""
    if math.isnan(ours) or math.isnan(theirs):
        return 0.0 if math.isnan(ours) and math.isnan(theirs) else math.inf
    if ours == theirs:
        return math.inf if signed_zeros and ours == 0 and math.copysign(1, ours) != math.copysign(1, theirs) else 0.0
    if math.isinf(ours) or math.isinf(theirs):
        return math.inf
    return abs(ours - theirs) / scale if scale > 0 else math.inf


def tensors(results, quantity):
    return [results[quantity]] if quantity == "loss" else results[quantity]


def compared(graph, theirs):
    """A row for each element of a graph's results, or one for an error."""
    ours = graph["ours"]
    if ours["error"] or "error" in theirs:
        mine = ours["error"] or ours["outputs"][0]["elements"]
        both = ours["error"] and "error" in theirs
        yield Row("error", "", mine, theirs.get("error") or theirs["outputs"][0], 0.0, 0.0 if both else math.inf)
        return
    for quantity in QUANTITIES:
        mine, other = tensors(ours, quantity), theirs[quantity]
        if [len(x["elements"]) for x in mine] != [len(x) for x in other]:
            raise ValueError(f"{graph['name']}: {quantity} of other shapes")
        for k, (x, y) in enumerate(zip(mine, other)):
            for i, (a, b, scale) in enumerate(zip(x["elements"], y, x["scale"])):
                a, scale, signed = number(a), number(scale), graph["example"] is not None and quantity == "outputs"
                yield Row(quantity, f"{k}[{i}]", a, b, scale, difference(a, b, scale, signed))


def sees_wrong_numbers(graph, theirs):
    """Whether one element of each quantity, wrong by ten tolerances, would be found: a check of the check."""
    for quantity in QUANTITIES:
        for k, values in enumerate(theirs[quantity]):
            for i, value in enumerate(values):
                scale = tensors(graph["ours"], quantity)[k]["scale"][i]
                if not scale > 0:
                    continue
                values[i] = value + 10 * TOLERANCE * scale
                found = any(row.difference > TOLERANCE for row in compared(graph, theirs))
                values[i] = value
                if not found:
                    return False
    return True
