"""What PyTorch computes for single ops: outputs, and gradients by inputs and parameters, in float64 on small odd shapes.

A case is a batch of samples. Its loss is the batch mean of the sum of the op's values weighted by sin(index + 1), index
counting the values of the whole batch: no two values count the same, and nothing need be stored for it.
"""

import torch
import torch.nn.functional as F

SAMPLES = 3


class Value:
    """An input of an op: of each sample, or shared by all. Three decimals: short, and exactly what the file says."""

    def __init__(self, *shape, low=-2.0, high=2.0, shared=False, learned=True, whole=False):
        self.shape, self.low, self.high, self.shared, self.learned, self.whole = shape, low, high, shared, learned, whole

    def draw(self, generator):
        shape = self.shape if self.shared else (SAMPLES, *self.shape)
        values = torch.rand(shape, generator=generator, dtype=torch.float64) * (self.high - self.low) + self.low
        values = values.round() if self.whole else (values * 1000).round() / 1000
        return values.requires_grad_(self.learned)

    def entry(self, drawn):
        entry = {"kind": "shared" if self.shared else "sample", "shape": list(self.shape), "values": drawn.flatten()}
        return {**entry, "gradient": drawn.grad.flatten()} if self.learned else entry


class Tokens:
    """Ints from 0."""

    def __init__(self, *shape, limit):
        self.shape, self.limit = shape, limit

    def draw(self, generator):
        return torch.randint(self.limit, (SAMPLES, *self.shape), generator=generator)

    def entry(self, drawn):
        return {"kind": "tokens", "shape": list(self.shape), "limit": self.limit, "values": drawn.flatten()}


class Distribution(Value):
    """Rows that sum to 1, up to the rounding to three decimals."""

    def draw(self, generator):
        values = torch.softmax(super().draw(generator).detach(), -1)
        return ((values * 1000).round() / 1000).requires_grad_(self.learned)


class Choice(Value):
    """One of a few numbers each, for targets."""

    def __init__(self, *shape, of):
        super().__init__(*shape, learned=False)
        self.of = torch.tensor(of, dtype=torch.float64)

    def draw(self, generator):
        return self.of[torch.randint(len(self.of), (SAMPLES, *self.shape), generator=generator)]


class Mask(Value):
    """1 or 0 for each key, the first one always 1: PyTorch divides by zero where a query sees no key."""

    def __init__(self, keys):
        super().__init__(keys, low=0, high=1, learned=False, whole=True)

    def draw(self, generator):
        values = super().draw(generator)
        values[:, 0] = 1
        return values


class Cases:
    def __init__(self):
        self.generator = torch.Generator().manual_seed(3)
        self.list = []

    def add(self, name, op, compute, *inputs, tensors=None, states=None, training=True, result=0, **arguments):
        """compute: what PyTorch does with the inputs, then the tensors; tensors, states: name in files -> Value; result: which of the op's
        results it is, for those that return several."""
        drawn = [value.draw(self.generator) for value in inputs]
        tensors, states = tensors or {}, states or {}
        weights = [value.draw(self.generator) for value in tensors.values()]
        running = [value.draw(self.generator) for value in states.values()]
        before = [value.clone() for value in running]
        output = compute(*drawn, *weights, *running)
        kind = {} if output.is_floating_point() else {"kind": "tokens"}
        factors = torch.sin(torch.arange(output.numel(), dtype=torch.float64) + 1).reshape(output.shape)
        if output.requires_grad:
            ((factors * output).sum() / SAMPLES).backward()
        stored = {key: value.entry(weight) for (key, value), weight in zip(tensors.items(), weights)}
        for key, first, last in zip(states, before, running):
            stored[key] = {"shape": list(first.shape), "values": first, "after": last}
        self.list.append({
            "name": name, "op": op, "arguments": arguments, "training": training, "samples": SAMPLES,
            "inputs": [value.entry(tensor) for value, tensor in zip(inputs, drawn)],
            "tensors": stored,
            "output": {**kind, "shape": list(output.shape[1:]), "values": output.flatten()},
        })
        if result:
            self.list[-1]["result"] = result


def make(*more):
    return collect(dense, convolution, pooling, normalisation, lookups, movements, arithmetic, maths, reductions, activations, losses, margins, focal,
                   recurrent, attention, *more)


def collect(*groups):
    cases = Cases()
    for add_group in groups:
        add_group(cases.add)
    return {"cases": cases.list}


def parameter(*shape, low=-1.0, high=1.0):
    return Value(*shape, low=low, high=high, shared=True)


def state(*shape, low=-1.0, high=1.0):
    return Value(*shape, low=low, high=high, shared=True, learned=False)


def dense(add):
    add("Dense", "Dense", F.linear, Value(5), tensors={"weight": parameter(4, 5), "bias": parameter(4)}, units=4)
    add("Dense with leading axes, no bias", "Dense", F.linear, Value(2, 3, 5), tensors={"weight": parameter(4, 5)}, units=4, bias=False)


def convolution(add):
    def conv(name, x, filters, kernel, **settings):
        arguments = {key: settings[key] for key in ("stride", "padding", "dilation", "groups") if key in settings}
        width, bias = settings.get("kernelWidth", kernel), settings.get("bias", True)
        tensors = {"weight": parameter(filters, x[0] // settings.get("groups", 1), kernel, width)}
        if bias:
            tensors["bias"] = parameter(filters)
        add(f"Conv2D {name}", "Conv2D", lambda *inputs: F.conv2d(*inputs, **arguments), Value(*x), tensors=tensors,
            filters=filters, kernel=kernel, **settings)

    conv("3x3", (2, 6, 5), 3, 3)
    conv("1x1", (3, 3, 4), 2, 1)
    conv("stride", (2, 7, 6), 2, 3, stride=2)
    conv("padding", (2, 4, 5), 3, 3, padding=1)
    conv("stride and padding", (3, 7, 6), 2, 3, stride=2, padding=1)
    conv("dilation", (2, 7, 6), 2, 3, dilation=2, padding=1)
    conv("groups", (4, 5, 4), 6, 3, groups=2, padding=1)
    conv("of each channel", (3, 5, 4), 6, 3, groups=3, bias=False)
    conv("wide kernel", (2, 6, 7), 2, 2, kernelWidth=3, stride=3, padding=2)
    conv("all at once", (4, 9, 8), 2, 3, kernelWidth=2, stride=2, padding=2, dilation=2, groups=2)


def pooling(add):
    add("MaxPool2D", "MaxPool2D", lambda x: F.max_pool2d(x, 2), Value(2, 5, 6), kernel=2)
    add("MaxPool2D padded", "MaxPool2D", lambda x: F.max_pool2d(x, 3, 2, 1), Value(2, 6, 5), kernel=3, stride=2, padding=1)
    add("MaxPool2D wide", "MaxPool2D", lambda x: F.max_pool2d(x, (2, 3), 1), Value(1, 4, 5), kernel=2, kernelWidth=3, stride=1)
    add("MaxPool2D of equal values", "MaxPool2D", lambda x: F.max_pool2d(x, 3, 1, 1), Value(1, 4, 5, low=-1, high=1, whole=True),
        kernel=3, stride=1, padding=1)
    add("AveragePool2D", "AveragePool2D", lambda x: F.avg_pool2d(x, 2), Value(2, 5, 6), kernel=2)
    add("AveragePool2D padded", "AveragePool2D", lambda x: F.avg_pool2d(x, 3, 2, 1), Value(2, 6, 5), kernel=3, stride=2, padding=1)
    add("AveragePool2D wide", "AveragePool2D", lambda x: F.avg_pool2d(x, (2, 3), 1), Value(1, 4, 5), kernel=2, kernelWidth=3, stride=1)
    add("GlobalAveragePool", "GlobalAveragePool", lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1), Value(3, 4, 5))


def normalisation(add):
    def batch_norm(name, shape, training, **arguments):
        settings = dict(momentum=arguments.get("momentum", 0.1), eps=arguments.get("epsilon", 1e-5))
        channels = shape[0]
        add(f"BatchNorm {name}", "BatchNorm",
            lambda x, weight, bias, mean, variance: F.batch_norm(x, mean, variance, weight, bias, training, **settings), Value(*shape),
            tensors={"weight": parameter(channels), "bias": parameter(channels)},
            states={"running_mean": state(channels), "running_var": state(channels, low=0.5, high=1.5)}, training=training, **arguments)

    for training in (True, False):
        mode = "in training" if training else "in inference"
        batch_norm(f"of images {mode}", (2, 3, 5), training)
        batch_norm(f"of features {mode}", (4,), training, momentum=0.3, epsilon=1e-2)
        batch_norm(f"of steps {mode}", (3, 4), training)

    def layer_norm(name, shape, **arguments):
        add(f"LayerNorm {name}", "LayerNorm",
            lambda x, weight, bias: F.layer_norm(x, shape[-1:], weight, bias, arguments.get("epsilon", 1e-5)), Value(*shape),
            tensors={"weight": parameter(shape[-1]), "bias": parameter(shape[-1])}, **arguments)

    layer_norm("of features", (7,))
    layer_norm("of steps", (3, 5), epsilon=1e-2)


def recurrent(add):
    def sequences(name, op, compute, gates, x, units, layers=1, bias=True, states=0, **arguments):
        """states: how many are given; PyTorch has them (rows, samples, units)."""
        directions = 2 if arguments.get("bidirectional") else 1
        rows, tensors = layers * directions, {}
        for layer in range(layers):
            for suffix in ("", "_reverse")[:directions]:
                width = x[1] if layer == 0 else units * directions
                tensors[f"weight_ih_l{layer}{suffix}"] = parameter(gates * units, width)
                tensors[f"weight_hh_l{layer}{suffix}"] = parameter(gates * units, units)
                if bias:
                    tensors[f"bias_ih_l{layer}{suffix}"] = parameter(gates * units)
                    tensors[f"bias_hh_l{layer}{suffix}"] = parameter(gates * units)

        def forward(values, *rest):
            given = [state.reshape(SAMPLES, rows, units).transpose(0, 1).contiguous() for state in rest[:states]]
            given = given or [torch.zeros(rows, SAMPLES, units, dtype=torch.float64)] * (2 if op == "LSTM" else 1)
            state = tuple(given) if op == "LSTM" else given[0]
            return compute(values, state, list(rest[states:]), bias, layers, 0.0, True, directions == 2, True)[0]

        arguments = {"units": units, **arguments, **({"layers": layers} if layers > 1 else {}), **({} if bias else {"bias": False})}
        shape = (units,) if rows == 1 else (rows, units)
        add(f"{op} {name}", op, forward, Value(*x), *[Value(*shape) for _ in range(states)], tensors=tensors, **arguments)

    for op, compute, gates, states in (("RNN", torch._VF.rnn_tanh, 1, 1), ("LSTM", torch._VF.lstm, 4, 2), ("GRU", torch._VF.gru, 3, 1)):
        sequences("of one layer", op, compute, gates, (4, 2), 3)
        sequences("from a state", op, compute, gates, (3, 2), 3, states=states)
        sequences("stacked, both ways", op, compute, gates, (3, 2), 2, layers=2, bidirectional=True, bias=False, states=states)
    sequences("of rectifiers", "RNN", torch._VF.rnn_relu, 1, (4, 2), 3, activation="ReLU")


def lookups(add):
    def pick(x, index):
        return x.gather(-1, index)

    add("Embedding", "Embedding", F.embedding, Tokens(4, limit=5), tensors={"weight": parameter(5, 3)}, count=5, width=3)
    add("Embedding of one token", "Embedding", F.embedding, Tokens(limit=5), tensors={"weight": parameter(5, 3)}, count=5, width=3)
    add("Gather", "Gather", pick, Value(5), Tokens(2, limit=5))
    add("Gather in rows", "Gather", pick, Value(2, 3, 5), Tokens(2, 3, 4, limit=5))
    add("Gather one of each row", "Gather", lambda x, index: pick(x, index[..., None])[..., 0], Value(3, 5), Tokens(3, limit=5))


def movements(add):
    add("Flatten", "Flatten", lambda x: x.flatten(1), Value(2, 3, 2))
    add("Reshape", "Reshape", lambda x: x.reshape(-1, 3, 4), Value(2, 6), shape=[3, -1])
    add("Concat of rows", "Concat", lambda *parts: torch.cat(parts, 1), Value(2, 3), Value(4, 3), axis=0)
    add("Concat of columns", "Concat", lambda *parts: torch.cat(parts, -1), Value(2, 3), Value(2, 1), Value(2, 2), axis=-1)
    add("Concat of channels", "Concat", lambda *parts: torch.cat(parts, 1), Value(2, 2, 3), Value(1, 2, 3), axis=0)
    add("Concat with a shared part", "Concat", lambda a, b: torch.cat((a, b.expand(SAMPLES, -1)), 1), Value(3), Value(2, shared=True), axis=0)
    for name, index, literal in (("second", 1, "1"), ("last", -1, "^1")):
        add(f"Slice of the {name}", "Slice", lambda x: x[:, index], Value(4, 3), index=literal)
    add("Slice of a range", "Slice", lambda x: x[:, 1:-1], Value(5, 3), range="1..^1")
    add("Slice of a range to the end", "Slice", lambda x: x[:, 2:], Value(5, 2, 2), range="2..^0")


def arithmetic(add):
    operators = {"Add": torch.add, "Subtract": torch.sub, "Multiply": torch.mul, "Divide": torch.div}
    for op, compute in operators.items():
        positive = dict(low=0.5, high=2)
        add(op, op, compute, Value(3, 2), Value(3, 2, **positive))
        add(f"{op}, broadcast", op, lambda a, b: compute(a, b[:, None]), Value(2, 1, 3), Value(4, 1, **positive))
        add(f"{op}, shared operand", op, compute, Value(2, 3), Value(3, shared=True, **positive))
    add("Negate", "Negate", torch.neg, Value(5))
    for op, compute in (("Maximum", torch.maximum), ("Minimum", torch.minimum)):
        add(op, op, compute, Value(3, 2), Value(3, 2))
        add(f"{op} of equal values", op, compute, Value(7, low=-1, high=1, whole=True), Value(7, low=-1, high=1, whole=True))
    add("MatMul", "MatMul", torch.matmul, Value(3, 4), Value(4, 2))
    add("MatMul with a shared right", "MatMul", torch.matmul, Value(3, 4), Value(4, 2, shared=True))
    add("MatMul with a shared left", "MatMul", torch.matmul, Value(3, 4, shared=True), Value(4, 2))
    add("MatMul of stacks", "MatMul", torch.matmul, Value(2, 3, 4), Value(2, 4, 3))
    add("MatMul, broadcast", "MatMul", lambda a, b: torch.matmul(a, b[:, None]), Value(2, 3, 4), Value(4, 2))


def maths(add):
    add("Exp", "Exp", torch.exp, Value(7))
    add("Log", "Log", torch.log, Value(7, low=0.1, high=4))
    add("Sqrt", "Sqrt", torch.sqrt, Value(7, low=0.1, high=4))
    add("Square", "Square", torch.square, Value(7))
    add("Abs", "Abs", torch.abs, Value(7, low=-2, high=2))
    add("Abs of whole numbers", "Abs", torch.abs, Value(7, low=-2, high=2, whole=True))
    for exponent, low in ((2.5, 0.2), (-1.5, 0.2), (3.0, -2), (-1.0, 0.2), (0.5, 0.2), (2.0, -2)):
        add(f"Pow {exponent}", "Pow", lambda x: torch.pow(x, exponent), Value(7, low=low), exponent=exponent)


def reductions(add):
    every = {"Sum": torch.sum, "Mean": torch.mean, "Max": torch.amax}
    for op, compute in every.items():
        add(f"{op} over all axes", op, lambda x: compute(x, (1, 2)), Value(3, 4))
        add(f"{op} over the first axis", op, lambda x: compute(x, 1), Value(3, 4, 2), axis=0)
        add(f"{op} over the last axis, kept", op, lambda x: compute(x, -1, keepdim=True), Value(3, 4), axis=-1, keepDims=True)
        add(f"{op} over two axes", op, lambda x: compute(x, (1, 3)), Value(2, 3, 4), axes=[0, 2])
    add("Max of equal values", "Max", lambda x: torch.amax(x, -1), Value(3, 5, low=-1, high=1, whole=True), axis=1)


def activations(add):
    def activation(op, compute, name=None, **arguments):
        add(name or op, op, compute, Value(2, 9, low=-6, high=6), **arguments)

    activation("ReLU", F.relu)
    activation("LeakyReLU", F.leaky_relu)
    activation("LeakyReLU", lambda x: F.leaky_relu(x, 0.2), "LeakyReLU 0.2", slope=0.2)
    activation("ELU", F.elu)
    activation("ELU", lambda x: F.elu(x, 0.7), "ELU 0.7", alpha=0.7)
    activation("GELU", F.gelu)
    activation("SiLU", F.silu)
    activation("Sigmoid", torch.sigmoid)
    activation("Tanh", torch.tanh)
    activation("Softplus", F.softplus)
    activation("Softmax", lambda x: F.softmax(x, -1))
    activation("LogSoftmax", lambda x: F.log_softmax(x, -1))


def losses(add):
    def per_sample(values):
        """A loss's mean over the axes of each sample."""
        return values.flatten(1).mean(1)

    for op, compute, arguments in (
            ("MeanSquaredError", F.mse_loss, {}), ("MeanAbsoluteError", F.l1_loss, {}),
            ("Huber", F.huber_loss, {}), ("Huber", F.huber_loss, {"delta": 0.5})):
        add(" ".join([op, *map(str, arguments.values())]), op,
            lambda prediction, target: per_sample(compute(prediction, target, reduction="none", **arguments)), Value(3, 4), Value(3, 4), **arguments)
    # PyTorch knows no gradient by this target.
    add("BinaryCrossEntropy", "BinaryCrossEntropy", lambda p, target: per_sample(F.binary_cross_entropy(p, target, reduction="none")),
        Value(3, 4, low=0.05, high=0.95), Value(3, 4, low=0, high=1, learned=False))
    add("BinaryCrossEntropyWithLogits", "BinaryCrossEntropyWithLogits",
        lambda logits, target: per_sample(F.binary_cross_entropy_with_logits(logits, target, reduction="none")),
        Value(3, 4, low=-6, high=6), Value(3, 4, low=0, high=1))

    def cross_entropy(name, logits, target, **arguments):
        settings = {"label_smoothing": arguments.get("labelSmoothing", 0.0)}

        def compute(scores, labels):
            # PyTorch wants classes on axis 1.
            if scores.dim() == 3:
                scores = scores.transpose(1, 2)
                labels = labels.transpose(1, 2) if labels.dim() == 3 else labels
            rows = F.cross_entropy(scores, labels, reduction="none", **settings)
            return rows.reshape(SAMPLES, -1).mean(1)

        add(f"SoftmaxCrossEntropy {name}", "SoftmaxCrossEntropy", compute, Value(*logits, low=-4, high=4), target, **arguments)

    cross_entropy("of labels", (5,), Tokens(limit=5))
    cross_entropy("of steps", (3, 5), Tokens(3, limit=5))
    cross_entropy("of labels, smoothed", (5,), Tokens(limit=5), labelSmoothing=0.1)
    cross_entropy("of distributions", (5,), Distribution(5))
    cross_entropy("of distributions in steps", (3, 5), Distribution(3, 5))
    cross_entropy("of distributions, smoothed", (5,), Distribution(5), labelSmoothing=0.1)

    for name, shape in (("", (5,)), (" in steps", (3, 5))):
        add(f"NegativeLogLikelihood{name}", "NegativeLogLikelihood",
            lambda scores, labels: by_rows(lambda x, y: F.nll_loss(x, y, reduction="none"), scores, labels),
            Value(*shape, low=-4, high=0), Tokens(*shape[:-1], limit=5))
    for name, arguments in (("", {}), (" of logarithms", {"logTarget": True})):
        target = Value(3, 5, low=-4, high=0) if arguments else Distribution(3, 5)
        add(f"KLDivergence{name}", "KLDivergence",
            lambda x, y: F.kl_div(x, y, reduction="none", log_target=bool(arguments)).sum(-1).mean(1),
            Value(3, 5, low=-4, high=0), target, **arguments)
    add("KLDivergence with zeros", "KLDivergence", lambda x, y: F.kl_div(x, y, reduction="none").sum(-1),
        Value(7, low=-4, high=0), Choice(7, of=[0, 0.25, 0.75]))


def by_rows(compute, rows, labels):
    """The mean over a sample's rows of what PyTorch computes for rows in one batch."""
    return compute(rows.reshape(-1, rows.shape[-1]), labels.reshape(-1)).reshape(SAMPLES, -1).mean(1)


def margins(add):
    signs = [-1, 1]
    for name, arguments in (("", {}), (", margin 0.3", {"margin": 0.3})):
        add(f"Hinge{name}", "Hinge", lambda x, y: F.relu(arguments.get("margin", 1) - y * x).flatten(1).mean(1),
            Value(3, 4), Choice(3, 4, of=signs), **arguments)
        for steps, shape in (("", (5,)), (" in steps", (3, 5))):
            add(f"MultiMargin{steps}{name}", "MultiMargin",
                lambda scores, labels: by_rows(lambda x, y: F.multi_margin_loss(x, y, reduction="none", **arguments), scores, labels),
                Value(*shape), Tokens(*shape[:-1], limit=5), **arguments)
        add(f"TripletMargin{name}", "TripletMargin", lambda a, p, n: F.triplet_margin_loss(a, p, n, reduction="none", **arguments),
            Value(4, low=-1, high=1), Value(4), Value(4, low=-1, high=1), **arguments)
        add(f"CosineEmbedding{name}", "CosineEmbedding",
            lambda a, b, y: by_pairs(lambda *rows: F.cosine_embedding_loss(*rows, reduction="none", **arguments), a, b, y),
            Value(3, 4), Value(3, 4), Choice(3, of=signs), **arguments)
    add("TripletMargin, swapped, in steps", "TripletMargin",
        lambda *rows: by_pairs(lambda a, p, n: F.triplet_margin_loss(a, p, n, swap=True, reduction="none"), *rows),
        Value(3, 4), Value(3, 4), Value(3, 4), swap=True)
    add("CosineSimilarity", "CosineSimilarity", lambda a, b: F.cosine_similarity(a, b, -1), Value(3, 4), Value(3, 4))
    # cosine_similarity has these values, but hides from its gradient that the length of a short row is bounded.
    add("CosineSimilarity of short rows, broadcast", "CosineSimilarity",
        lambda a, b: (a * b).sum(-1) / (a.norm(dim=-1).clamp(min=0.5) * b.norm(dim=-1).clamp(min=0.5)),
        Value(3, 4, low=-0.3, high=0.3), Value(4, shared=True), epsilon=0.5)


def by_pairs(compute, *values):
    """The mean over a sample's rows of a loss of several rows each, the last value perhaps one number a row."""
    return compute(*[value.flatten(0, 1) for value in values]).reshape(SAMPLES, -1).mean(1)


def focal(add):
    def binary(logits, target, gamma=2.0, alpha=0.25):
        """torchvision's sigmoid_focal_loss."""
        p = torch.sigmoid(logits)
        entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
        right = p * target + (1 - p) * (1 - target)
        weight = alpha * target + (1 - alpha) * (1 - target)
        return (weight * entropy * (1 - right) ** gamma).flatten(1).mean(1)

    def softmax(logits, labels, gamma=2.0):
        entropy = F.cross_entropy(logits, labels, reduction="none")
        return (1 - torch.exp(-entropy)) ** gamma * entropy

    for name, arguments in (("", {}), (", gamma 0.5", {"gamma": 0.5}), (", gamma 0", {"gamma": 0.0})):
        add(f"BinaryFocalWithLogits{name}", "BinaryFocalWithLogits", lambda x, y: binary(x, y, **arguments),
            Value(3, 4, low=-6, high=6), Choice(3, 4, of=[0, 1]), **arguments)
        for steps, shape in (("", (5,)), (" in steps", (3, 5))):
            add(f"SoftmaxFocal{steps}{name}", "SoftmaxFocal",
                lambda logits, labels: by_rows(lambda x, y: softmax(x, y, **arguments), logits, labels),
                Value(*shape, low=-4, high=4), Tokens(*shape[:-1], limit=5), **arguments)
    add("BinaryFocalWithLogits, alpha 0.8", "BinaryFocalWithLogits", lambda x, y: binary(x, y, alpha=0.8), Value(5), Choice(5, of=[0, 1]), alpha=0.8)


def attention(add):
    def attended(query, key, value, mask, in_weight, in_bias, out_weight, out_bias, heads, causal):
        query, key, value = (x.transpose(0, 1) for x in (query, key, value))
        future = torch.ones(len(query), len(key), dtype=torch.bool).triu(1) if causal else None
        y, _ = F.multi_head_attention_forward(
            query, key, value, query.shape[-1], heads, in_weight, in_bias, None, None, False, 0.0, out_weight, out_bias,
            key_padding_mask=None if mask is None else mask == 0, need_weights=False, attn_mask=future)
        return y.transpose(0, 1)

    def projected(name, op, *inputs, masked=False, heads=2, causal=False, bias=True):
        width = inputs[0].shape[-1]
        tensors = {"in_proj_weight": parameter(3 * width, width), "out_proj.weight": parameter(width, width)}
        if bias:
            tensors.update({"in_proj_bias": parameter(3 * width), "out_proj.bias": parameter(width)})

        def compute(*values):
            values, weights = values[:len(inputs)], list(values[len(inputs):]) + [None, None]
            *sequences, mask = values if masked else (*values, None)
            query, key, value = sequences if len(sequences) == 3 else sequences * 3
            return attended(query, key, value, mask, weights[0], weights[2], weights[1], weights[3], heads, causal)

        arguments = {key: value for key, value in dict(causal=causal, bias=bias).items() if value != (key == "bias")}
        add(f"{op}{name}", op, compute, *inputs, tensors=tensors, heads=heads, **arguments)

    projected("", "SelfAttention", Value(3, 4))
    projected(", causal", "SelfAttention", Value(4, 4), causal=True, bias=False)
    projected(", masked", "SelfAttention", Value(3, 6), Mask(3), heads=3, masked=True)
    projected("", "MultiHeadAttention", Value(2, 4), Value(3, 4), Value(3, 4))
    projected(", causal and masked", "MultiHeadAttention", Value(4, 2), Value(3, 2), Value(3, 2), Mask(3), masked=True, causal=True)

    def split(x, heads):
        return x.unflatten(-1, (heads, -1)).transpose(1, 2)

    def plain(q, k, v):
        q, k, v = (split(x, 2) for x in (q, k, v))
        return (torch.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1) @ v).transpose(1, 2).flatten(2)

    add("Attention", "Attention", plain, Value(3, 4), Value(2, 4), Value(2, 4), heads=2)

    def sinusoidal(x):
        steps, width = x.shape[1:]
        angles = torch.arange(steps)[:, None] / 10_000 ** (torch.arange(width, dtype=x.dtype).div(2, rounding_mode="floor") * 2 / width)
        return x + torch.where(torch.arange(width) % 2 == 0, angles.sin(), angles.cos())

    add("Sinusoidal", "Sinusoidal", sinusoidal, Value(3, 5))

    def rotary(x, heads, period):
        pairs = torch.view_as_complex(split(x, heads).unflatten(-1, (-1, 2)).contiguous())
        steps, columns = pairs.shape[-2:]
        angles = torch.arange(steps)[:, None] * period ** (-torch.arange(columns, dtype=x.dtype) / columns)
        return torch.view_as_real(pairs * torch.polar(torch.ones_like(angles), angles)).flatten(-2).transpose(1, 2).flatten(2)

    add("Rotary", "Rotary", lambda x: rotary(x, 2, 10_000), Value(3, 8), heads=2)
    add("Rotary, period", "Rotary", lambda x: rotary(x, 1, 50), Value(3, 4), heads=1, period=50)
