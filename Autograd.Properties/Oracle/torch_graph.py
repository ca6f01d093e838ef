"""A graph of the file as PyTorch computes it: node by node, in float64."""
import torch
import torch.nn.functional as F

import threefry


def padded(x, before, after, steps, shape):
    """Zeros with x written into them in steps."""
    where = tuple(slice(b, length - a, s) if n else slice(0, 0)
                  for b, a, s, length, n in zip(before, after, steps, shape, x.shape))
    index = torch.arange(torch.Size(shape).numel()).reshape(shape)[where].reshape(-1)
    return torch.zeros(torch.Size(shape).numel(), dtype=x.dtype).index_add(0, index, x.reshape(-1)).reshape(shape)


def sliced(x, starts, lengths, steps):
    return x[tuple(slice(a, a + n * s, s) for a, n, s in zip(starts, lengths, steps))]


def gathered(x, indices, axis):
    return x[(slice(None),) * axis + (indices,)]


def scattered(x, indices, axis, length):
    before, after = x.shape[:axis], x.shape[axis + indices.dim():]
    slices = x.reshape(*before, indices.numel(), *after)
    return torch.zeros(*before, length, *after, dtype=x.dtype).index_add(axis, indices.reshape(-1), slices)


def added_at(shape, slices, parts):
    total = torch.zeros(shape, dtype=torch.float64)
    for at, part in zip(slices, parts):
        places = zip(at["starts"], at["lengths"], at["steps"])
        index = tuple(slice(start, start + length * step, step) if length else slice(0, 0)
                      for start, length, step in places)
        sums = torch.zeros(shape, dtype=torch.float64)
        sums[index] = part
        total = total + sums
    return total


def offset(indices, axis, length):
    rows = torch.arange(indices.shape[axis]) * length
    return indices + rows.reshape([-1] + [1] * (indices.dim() - 1 - axis))


def convolution(n, x, w):
    how = n["geometry"]
    return F.conv2d(x, w, None, how["stride"], how["padding"], how["dilation"], n["groups"])


def transposed_convolution(n, y, w):
    """The image may be larger than the windows need: PyTorch wants to know by how much."""
    how = n["geometry"]
    least = [(p - 1) * s + d * (f - 1) + 1 - 2 * m
             for p, f, s, d, m in zip(y.shape[2:], how["size"], how["stride"], how["dilation"], how["padding"])]
    more = [have - need for have, need in zip(n["image"], least)]
    return F.conv_transpose2d(y, w, None, how["stride"], how["padding"], more, n["groups"], how["dilation"])


def convolution_filter_gradient(n, x, y):
    groups = n["groups"]
    shown = unfolded(n, padded_by(n, x, 0.0)).unflatten(1, (groups, x.shape[1] // groups))
    of = y.flatten(2).unflatten(1, (groups, y.shape[1] // groups))
    return torch.einsum("ngcal,ngfl->gfca", shown, of).reshape(n["shape"])


def padded_by(n, x, value):
    down, across = n["geometry"]["padding"]
    return F.pad(x, (across, across, down, down), value=value)


def unfolded(n, x):
    """What the windows show: [images, channels, elements of a window, windows]."""
    how = n["geometry"]
    shown = F.unfold(x, how["size"], how["dilation"], 0, how["stride"])
    return shown.unflatten(1, (x.shape[1], how["size"][0] * how["size"][1]))


def folded(n, shown, image):
    how = n["geometry"]
    return F.fold(shown.flatten(1, 2), image, how["size"], how["dilation"], 0, how["stride"])


# F.max_pool2d gives all to the first of equals: amax shares, as ours does.
def max_pool(n, x):
    return torch.amax(unfolded(n, padded_by(n, x, -torch.inf)), 2).reshape(n["shape"])


def pool_shares(n, x):
    shown = unfolded(n, padded_by(n, x, -torch.inf))
    chosen = (shown == torch.amax(shown, 2, keepdim=True)).double()
    return chosen / chosen.sum(2, keepdim=True)


def max_pool_tangent(n, x, tangent):
    return (pool_shares(n, x) * unfolded(n, padded_by(n, tangent, 0.0))).sum(2).reshape(n["shape"])


def max_pool_cotangent(n, x, cotangent):
    (down, across), (height, width) = n["geometry"]["padding"], x.shape[2:]
    shared = pool_shares(n, x) * cotangent.flatten(2).unsqueeze(2)
    return folded(n, shared, [height + 2 * down, width + 2 * across])[:, :, down:down + height, across:across + width]


OPS = {
    "Abs": lambda n, x: torch.abs(x),
    "Add": lambda n, a, b: a + b,
    "AddSlices": lambda n, *x: added_at(n["shape"], n["slices"], x),
    "ArgMax": lambda n, x: torch.argmax(x, n["axis"]),
    "BroadcastTo": lambda n, x: x.expand(n["shape"]),
    "Col2Im": lambda n, x: folded(n, x.flatten(4, 5).flatten(2, 3), n["image"]),
    "Concatenate": lambda n, *x: torch.cat(x, n["axis"]),
    "Convolution": convolution,
    "ConvolutionFilterGradient": convolution_filter_gradient,
    "Cos": lambda n, x: torch.cos(x),
    "Divide": lambda n, a, b: a / b,
    "Dot": lambda n, a, b: torch.matmul(a, b),
    "Equal": lambda n, a, b: (a == b).double(),
    "Exp": lambda n, x: torch.exp(x),
    "Expm1": lambda n, x: torch.expm1(x),
    "FoldIn": lambda n, k: torch.tensor(threefry.folded(k, n["data"]), dtype=torch.int64).reshape(n["shape"]),
    "Gather": lambda n, x, i: gathered(x, i, n["axis"]),
    "Greater": lambda n, a, b: (a > b).double(),
    "GreaterOrEqual": lambda n, a, b: (a >= b).double(),
    "Im2Col": lambda n, x: unfolded(n, x).reshape(n["shape"]),
    "Log": lambda n, x: torch.log(x),
    "Log1p": lambda n, x: torch.log1p(x),
    # No axes are all axes to PyTorch, and none to us.
    "Max": lambda n, x: torch.amax(x, n["axes"]) if n["axes"] else x,
    "MaxPool": max_pool,
    "MaxPoolCotangent": max_pool_cotangent,
    "MaxPoolTangent": max_pool_tangent,
    "Maximum": lambda n, a, b: torch.maximum(a, b),
    "Minimum": lambda n, a, b: torch.minimum(a, b),
    "Multiply": lambda n, a, b: a * b,
    "Negate": lambda n, x: -x,
    "OffsetIndices": lambda n, i: offset(i, n["axis"], n["length"]),
    "OneHot": lambda n, i: F.one_hot(i, n["classes"]).double(),
    "OptimizationBarrier": lambda n, x, waits: x,
    "Pad": lambda n, x: padded(x, n["before"], n["after"], n["steps"], n["shape"]),
    "Permute": lambda n, x: x.permute(n["axes"]),
    "Power": lambda n, a, b: torch.pow(a, b),
    "Relu": lambda n, x: torch.relu(x),
    "Reshape": lambda n, x: x.reshape(n["shape"]),
    "ScatterAdd": lambda n, x, i: scattered(x, i, n["axis"], n["length"]),
    "Sigmoid": lambda n, x: torch.sigmoid(x),
    "Sign": lambda n, x: torch.sign(x),
    "Sin": lambda n, x: torch.sin(x),
    "Slice": lambda n, x: sliced(x, n["starts"], n["lengths"], n["steps"]),
    "Sqrt": lambda n, x: torch.sqrt(x),
    "Square": lambda n, x: torch.square(x),
    "StopGradient": lambda n, x: x.detach(),
    "Subtract": lambda n, a, b: a - b,
    "Sum": lambda n, x: torch.sum(x, n["axes"]) if n["axes"] else x,
    "Tanh": lambda n, x: torch.tanh(x),
    "ToReal": lambda n, i: i.double(),
    "TransposedConvolution": transposed_convolution,
    "Uniform": lambda n, k: tensor(threefry.uniform(k, n["each"]), n["shape"]),
    "Where": lambda n, m, a, b: torch.where(m != 0, a, b),
}


def operation(name, ops):
    """What the table says; of an elementwise op that is not there, PyTorch's function of its name: erf for Erf."""
    return ops[name] if name in ops else lambda n, *x: getattr(torch, name.lower())(*x)


def tensor(elements, shape):
    return torch.tensor([float(x) for x in elements], dtype=torch.float64).reshape(shape)


def variables(graph):
    shapes = [graph["nodes"][i]["shape"] for i in graph["variables"]]
    made = [tensor(x, shape).requires_grad_() for x, shape in zip(graph["values"], shapes)]
    return made, [tensor(x, shape) for x, shape in zip(graph["direction"], shapes)]


def nodes(graph, given, ops):
    """The value of every node; every shape is the one that the file says."""
    at, made = dict(zip(graph["variables"], given)), []
    for i, node in enumerate(graph["nodes"]):
        if i in at:
            value = at[i]
        elif "elements" in node:
            value = tensor(node["elements"], node["shape"])
        elif "indices" in node or "bits" in node:
            value = torch.tensor(node.get("indices", node.get("bits")), dtype=torch.int64).reshape(node["shape"])
        else:
            value = operation(node["op"], ops)(node, *(made[k] for k in node["inputs"]))
        if list(value.shape) != node["shape"]:
            raise ValueError(f"{graph['name']}: node {i}, {node['op']}, has the shape {list(value.shape)}, "
                             f"not {node['shape']}")
        made.append(value)
    return made


def derivative(results, cotangents, given, again):
    """The sum of the results' derivatives, zeros where nothing flows."""
    flowing = [(y, c) for y, c in zip(results, cotangents) if y.requires_grad]
    if not flowing:
        return [torch.zeros_like(x) for x in given]
    ys, cs = zip(*flowing)
    made = torch.autograd.grad(ys, given, grad_outputs=cs, create_graph=again, allow_unused=True)
    return [torch.zeros_like(x) if d is None else d for d, x in zip(made, given)]


def results(graph, ops=OPS):
    """What the file has of ours, by PyTorch: the loss, the outputs, the gradient and the Hessian-vector product."""
    given, direction = variables(graph)
    example = graph["example"]
    try:
        if example and example["torch"]:
            value = eval(example["torch"], {"torch": torch, "F": F}, dict(zip("xy", given)))
            loss, outputs = value.sum(), [value]
        else:
            made = nodes(graph, given, ops)
            loss, outputs = made[graph["loss"]], [made[i] for i in graph["outputs"]]
        gradient = derivative([loss], [torch.ones_like(loss)], given, True)
        product = derivative(gradient, direction, given, False)
    except (IndexError, RuntimeError) as e:
        return {"error": type(e).__name__}
    return {name: [x.detach().clone().reshape(-1).tolist() for x in tensors]
            for name, tensors in (("loss", [loss]), ("outputs", outputs), ("gradient", gradient), ("product", product))}
