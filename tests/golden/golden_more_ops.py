"""More single ops, as in golden_ops.py: what came after the first ones."""

import torch
import torch.nn.functional as F

from golden_ops import SAMPLES, Tokens, Value, parameter


def activations(add):
    def activation(op, compute):
        add(op, op, compute, Value(7, low=-6, high=6))

    activation("Softsign", F.softsign)
    activation("SELU", F.selu)
    activation("Mish", F.mish)
    activation("HardSwish", F.hardswish)
    add("PReLU per channel", "PReLU", F.prelu, Value(3, 4), tensors={"weight": parameter(3)}, perChannel=True)
    add("GatedLinearUnit", "GatedLinearUnit", lambda x: F.glu(x, -1), Value(6))


def norms(add):
    def tensors(channels):
        return {"weight": parameter(channels), "bias": parameter(channels)}

    # PyTorch 1.13 has no RMSNorm: its documentation's formula.
    add("RMSNorm", "RMSNorm", lambda x, weight: x / torch.sqrt(x.square().mean(-1, keepdim=True) + 1e-2) * weight, Value(3, 5),
        tensors={"weight": parameter(5)}, epsilon=1e-2)
    add("GroupNorm", "GroupNorm", lambda x, *affine: F.group_norm(x, 2, *affine), Value(4, 3), tensors=tensors(4), groups=2)
    add("InstanceNorm", "InstanceNorm", lambda x, weight, bias: F.instance_norm(x, weight=weight, bias=bias), Value(2, 1, 4), tensors=tensors(2))


def movements(add):
    add("Transpose", "Transpose", lambda x: x.transpose(-1, -2), Value(2, 3))
    add("Permute", "Permute", lambda x: x.permute(0, 3, 1, 2), Value(2, 1, 3), axes=[2, 0, 1])
    add("Stack", "Stack", lambda *parts: torch.stack(parts, 2), Value(2, 3), Value(2, 3), axis=1)
    add("Slice of an axis", "Slice", lambda x: x[..., 1:3], Value(2, 4), axis=-1, start=1, end=3)
    add("Pad", "Pad", lambda x: F.pad(x, (1, 2, 0, 1)), Value(2, 2, 3), left=1, right=2, bottom=1)
    add("Broadcast", "Broadcast", lambda x: x[:, None].expand(SAMPLES, 2, 2, 3), Value(2, 1), shape=[2, 2, 3])
    add("CumulativeSum", "CumulativeSum", lambda x: x.cumsum(1), Value(4, 3), axis=0)
    add("OneHot", "OneHot", lambda tokens: F.one_hot(tokens, 4).double(), Tokens(3, limit=4), classes=4)
    add("ScatterAdd", "ScatterAdd", lambda x, index: torch.zeros(SAMPLES, 2, 4, dtype=x.dtype).scatter_add(-1, index, x),
        Value(2, 5), Tokens(2, 5, limit=4), count=4)

    def aggregate(x, source, target):
        return torch.stack([torch.zeros_like(graph).index_add(0, end, graph[start]) for graph, start, end in zip(x, source, target)])

    add("Aggregate", "Aggregate", aggregate, Value(4, 3), Tokens(6, limit=4), Tokens(6, limit=4))


def choices(add):
    add("Greater", "Greater", lambda a, b: (a > b).double(), Value(7, learned=False), Value(7, learned=False))
    add("Less", "Less", lambda a, b: (a < b).double(), Value(7, learned=False), Value(7, learned=False))
    add("Where", "Where", lambda mask, a, b: torch.where(mask > 0, a, b[:, None]), Value(2, 3, low=0, high=1, whole=True, learned=False), Value(2, 3), Value(3))
    add("Clamp", "Clamp", lambda x: x.clamp(-0.5, 1), Value(9), low=-0.5, high=1)


def sequences(add):
    def conv(name, x, filters, kernel, **settings):
        arguments = {key: settings[key] for key in ("stride", "padding", "dilation", "groups") if key in settings}
        add(f"Conv1D {name}", "Conv1D", lambda *inputs: F.conv1d(*inputs, **arguments), Value(*x),
            tensors={"weight": parameter(filters, x[0] // settings.get("groups", 1), kernel), "bias": parameter(filters)},
            filters=filters, kernel=kernel, **settings)

    conv("of all arguments", (4, 5), 2, 3, stride=2, padding=2, dilation=2, groups=2)

    def transposed(name, x, filters, kernel, **settings):
        arguments = {key: settings[key] for key in ("stride", "padding", "dilation", "groups") if key in settings}
        width = settings.get("kernelWidth", kernel)
        add(f"ConvTranspose2D {name}", "ConvTranspose2D", lambda *inputs: F.conv_transpose2d(*inputs, **arguments), Value(*x),
            tensors={"weight": parameter(x[0], filters // settings.get("groups", 1), kernel, width), "bias": parameter(filters)},
            filters=filters, kernel=kernel, **settings)

    transposed("2x2", (2, 2, 1), 1, 2)
    transposed("of all arguments", (2, 2, 1), 4, 3, stride=2, padding=1, dilation=2, groups=2, kernelWidth=2)
    add("MaxPool1D", "MaxPool1D", lambda x: F.max_pool1d(x, 3, 2, 1), Value(1, 7), kernel=3, stride=2, padding=1)
    add("GlobalMaxPool", "GlobalMaxPool", lambda x: F.adaptive_max_pool2d(x, 1).flatten(1), Value(2, 3, 2))
    add("Upsample", "Upsample", lambda x: F.interpolate(x, scale_factor=2, mode="nearest"), Value(1, 2, 2), factor=2)


GROUPS = (activations, norms, movements, choices, sequences)
