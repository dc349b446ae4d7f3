"""What was to be reached: the best peer's time over ours, at one thread and on all cores; and how near the machine's limit."""

from dataclasses import dataclass

GCN_NODES, GCN_FEATURES = 2708, 1433


@dataclass(frozen=True)
class Target:
    ratio: float  # to the best peer, or to ONNX Runtime where pytorch says otherwise
    pytorch: float | None = None  # to PyTorch

    def __str__(self):
        return f"{self.ratio:g}" if self.pytorch is None else f"{self.ratio:g}, PyTorch {self.pytorch:g}"

    def reached(self, ratio, ratios):
        """Whether the ratio to the best peer is enough, and that to PyTorch; None where a peer is missing."""
        if ratio is None or (self.pytorch is not None and not {"pytorch", "onnxruntime"} <= ratios.keys()):
            return None
        return ratio >= self.ratio and (self.pytorch is None or ratios["pytorch"] >= self.pytorch)


TARGETS = {
    "tiny-train": Target(500),
    **dict.fromkeys(("mlp-infer-1", "lenet-infer-1", "convnet-infer-1"), Target(2, pytorch=4)),
    "mlp-train-64": Target(2.5),
    "lenet-train-64": Target(3),
    **dict.fromkeys(("vae-train-64", "textnet-train-32", "gru-train-32", "gcn-train"), Target(2)),
    **dict.fromkeys(("gpt-train-16", "kerascnn-train-32"), Target(1.5)),
    **dict.fromkeys(("textnet-infer-1", "gpt-infer-1"), Target(1.3)),
    **dict.fromkeys(("mlp-infer-64", "kerascnn-infer-1", "resnet18-infer-1", "vgg16-infer-1"), Target(1.1)),
    "gemm-1024": Target(1.0),
}

# Bytes that must come from memory in a run, where that binds and not arithmetic: for gcn-train the adjacency in both layers,
# forward and backward, and the features forward and for their weight's gradient.
MEMORY_BOUND = {"gcn-train": 4 * (4 * GCN_NODES * GCN_NODES + 2 * GCN_NODES * GCN_FEATURES)}

# Single steps without a peer, and what binds them: multiply-adds from registers, or STREAM's triad.
LIMITS = {**dict.fromkeys(("dense", "dense-gradients", "conv-5x5", "conv-1x1"), "fp32-fma"), **dict.fromkeys(("adam", "relu", "embedding"), "triad")}
LIMIT_PERCENT = 80

# A batch on all cores of two, against one of them.
BATCH_WORK = ("mlp-train-64", "lenet-train-64", "vae-train-64", "textnet-train-32", "gru-train-32", "gpt-train-16", "kerascnn-train-32", "mlp-infer-64")
SPEEDUP_OF_TWO = 1.8
