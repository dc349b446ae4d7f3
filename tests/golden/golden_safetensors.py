"""Safetensors files as Python writes them: a writer of the format's own text, independent of the C# one."""

import json
import struct

import numpy as np

SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8}


def encode(kind, values):
    values = np.asarray(values)
    if kind == "BF16":  # the upper half of a float32; the values here need no rounding
        return (values.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes()
    return values.astype({"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8"}[kind]).tobytes()


def write_safetensors(path, tensors, metadata=None):
    """tensors: name -> (dtype, array)."""
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (kind, values) in tensors.items():
        content = encode(kind, values)
        header[name] = {"dtype": kind, "shape": list(np.shape(values)), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def pattern(*shape):
    """Values that every float type here holds exactly; the C# test computes the same ones."""
    return ((np.arange(np.prod(shape, dtype=int)) * 37 % 101 - 50) / 8).reshape(shape)


def make(folder):
    """Two files: every float type, and a network as PyTorch's state_dict would be saved."""
    write_safetensors(f"{folder}/float_types.safetensors", {
        "double": ("F64", pattern(2, 3)),
        "single": ("F32", pattern(3, 5, 7)),
        "half": ("F16", pattern(4)),
        "half.special": ("F16", np.array([65504, -0.0, 2.0**-24, np.inf, -np.inf, 1 / 3], "f2")),
        "brain": ("BF16", pattern(5, 1)),
        "scalar": ("F32", pattern(1)[0]),
        "empty": ("F32", pattern(0, 4)),
        "größe.重み": ("F32", pattern(2)),
    }, {"made by": "numpy", "note": "quotes \" and \\ and ü"})
    write_safetensors(f"{folder}/sequential.safetensors", {
        "0.weight": ("F32", pattern(5, 3)),
        "0.bias": ("F32", pattern(5)),
        "1.weight": ("F16", pattern(5)),
        "1.bias": ("BF16", pattern(5)),
        "1.running_mean": ("F64", pattern(5)),
        "1.running_var": ("F32", pattern(5)),
        "1.num_batches_tracked": ("I64", 12),
    }, {"format": "pt"})


if __name__ == "__main__":
    import pathlib
    make(pathlib.Path(__file__).parent)
