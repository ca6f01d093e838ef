"""What a comparison has seen, and its report."""
import collections

from comparison import QUANTITIES, TOLERANCE, number

PRINTED = 40


class Summary:
    def __init__(self):
        self.random = self.examples = self.numbers = self.beyond = 0
        self.ops, self.explained = collections.Counter(), collections.Counter()
        self.shown = collections.defaultdict(set)
        self.largest = {quantity: (0.0, "") for quantity in QUANTITIES}
        self.in_random = collections.defaultdict(list)
        self.scales, self.unexplained, self.rows = [], [], []

    def count(self, graph, rows):
        self.ops.update({node["op"] for node in graph["nodes"]})
        self.numbers += len(rows)
        if graph["example"] is not None:
            self.examples += 1
            return
        self.random += 1
        for row in (row for row in rows if row.quantity in QUANTITIES):
            self.largest[row.quantity] = max(self.largest[row.quantity], (row.difference, graph["name"]))
            if row.ours != 0:
                self.scales.append(row.scale / abs(row.ours))
                self.beyond += abs(row.ours - row.theirs) > 1e-12 * abs(row.ours)

    def example(self, graph, differing):
        example = graph["example"]
        at = ", ".join(f"{name} = {listed([number(x) for x in values])}" for name, values in zip("xy", graph["values"]))
        if example["because"] is None:
            self.unexplained += [f"{graph['name']}: {example['text']} at {at}: {row}" for row in differing]
        elif not differing:
            self.unexplained.append(f"{graph['name']}: {example['text']} at {at} does not differ, though it is said to")
        else:
            self.explained[graph["name"]] += len(differing)
            self.shown[graph["name"]] |= {row.quantity for row in differing}
            self.rows.append((example, at, differing))

    def met(self, graph, convention, differing):
        """A random graph that differs by a convention alone, in quantities in which its examples differed."""
        for row in differing:
            if row.quantity in self.shown[convention]:
                self.in_random[convention].append((graph["name"], row))
            else:
                self.unexplained.append(f"{graph['name']}: {row}; no example of '{convention}' differs in that")

    def report(self):
        print(f"{self.random} random graphs and {self.examples} examples of conventions, "
              f"{self.numbers} numbers compared")
        print(f"{len(self.ops)} ops, by the number of graphs with them:")
        ops = [f"{op} {count}" for op, count in sorted(self.ops.items())]
        for i in range(0, len(ops), 8):
            print("  " + ", ".join(ops[i:i + 8]))
        print(f"largest difference in a random graph (of its scale; the tolerance is {TOLERANCE:g}):")
        for quantity, (difference, name) in self.largest.items():
            print(f"  {quantity:<9} {difference:.2g}  {name}")
        scales = sorted(self.scales)
        shares = (50, 90, 99) if scales else ()
        marks = ", ".join(f"{p}% below {scales[len(scales) * p // 100]:.3g}" for p in shares) or "none"
        print(f"scale of a number in units of its magnitude: {marks}")
        print(f"numbers that differ by more than 1e-12 of their magnitude, through cancellation: {self.beyond}")
        print("differences explained, by convention:")
        for name, count in self.explained.items():
            print(f"  {count:3d}  {name}")
        print("differences of random graphs that are gone with PyTorch's rule of one convention replaced:")
        for convention, found in self.in_random.items():
            print(f"  {len(found):3d}  {convention}, in {len({name for name, _ in found})} graphs; the first:")
            print(f"       {found[0][0]}: {found[0][1]}")
        print()
        self.table()
        print(f"\n{len(self.unexplained)} unexplained differences")
        for line in self.unexplained[:PRINTED]:
            print(f"  {line}")

    def table(self):
        print("| Convention | Ours | PyTorch's | At | Ours gives | PyTorch's gives |")
        print("| --- | --- | --- | --- | --- | --- |")
        for example, at, differing in self.rows:
            theirs = f"`{example['torch']}`" if example["torch"] else "the same graph"
            ours, other = shown(differing)
            print(f"| {example['convention']} | `{example['text']}` | {theirs} | {at} | {ours} | {other} |")
        print()
        for name, because in {example["convention"]: example["because"] for example, _, _ in self.rows}.items():
            print(f"- **{name}**: {because}.")


def shown(differing):
    """The differing numbers by quantity, ours and PyTorch's, with as many digits as tell them apart."""
    ours, other = [], []
    for quantity, name in (("outputs", "value "), ("gradient", "gradient "), ("product", "Hv "), ("error", "")):
        rows = [row for row in differing if row.quantity == quantity]
        if rows:
            digits = 4 if all(short(row.ours, 4) != short(row.theirs, 4) for row in rows) else 15
            ours.append(name + ", ".join(short(row.ours, digits) for row in rows))
            other.append(name + ", ".join(short(row.theirs, digits) for row in rows))
    return "; ".join(ours), "; ".join(other)


def listed(values):
    return short(values[0], 6) if len(values) == 1 else f"[{', '.join(short(x, 6) for x in values)}]"


def short(x, digits):
    if isinstance(x, str):
        return x
    if isinstance(x, list):
        return listed([number(element) for element in x])
    return f"{x:.{digits}g}".replace("nan", "NaN").replace("inf", "∞").replace("-", "−")
