"""Whole networks in PyTorch, in float64: loss and gradients of one batch, and the losses of twenty Adam steps.

Parameters and data are random numbers that the C# tests compute too, so that the file need not hold them: number i of a stream
is the first 24 bits of SplitMix64's output i (Steele et al. 2014), as a value in [-1, 1). Parameter tensor k is base + scale times
stream k, the images of batch b are stream 100 + b, and the label of row n is (3 n + b) % classes; a single class is a logit, whose
target is (3 n + b) % 2. Step s sees batch s % 4.
"""

import numpy as np
import torch
from torch import nn

STEPS = 20
BATCHES = 4
SAMPLED = 8


def random_numbers(stream, shape):
    z = (np.arange(1, torch.Size(shape).numel() + 1, dtype=np.uint64) + np.uint64(stream << 32)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return torch.tensor((z >> np.uint64(40)).astype(np.float64) / 2**23 - 1).reshape(shape)


def parameter(index, shape, base, scale):
    """What a float32 parameter of that value holds."""
    return (base + scale * random_numbers(index, shape)).float().double()


def images(number, samples, shape):
    return random_numbers(100 + number, (samples, *shape))


def labels(number, rows, classes):
    return (3 * torch.arange(rows) + number) % classes


class Residual(nn.Module):
    """Two convolutions with batch normalisation around which the input goes: modules in the order in which C# evaluates them."""

    def __init__(self):
        super().__init__()
        self.stem, self.stem_norm = nn.Conv2d(2, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)
        self.body, self.body_norm = nn.Conv2d(4, 6, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(6)
        self.shortcut = nn.Conv2d(4, 6, 1, stride=2, bias=False)
        self.head = nn.Linear(6, 5)

    def forward(self, x):
        x = torch.relu(self.stem_norm(self.stem(x)))
        x = torch.relu(self.body_norm(self.body(x)) + self.shortcut(x))
        return self.head(x.mean((2, 3)))


class Text(nn.Module):
    """Logits for each token: embeddings of tokens and places, a normalised feed-forward block around which they go."""

    def __init__(self):
        super().__init__()
        self.embed, self.position = nn.Embedding(11, 6), nn.Embedding(5, 6)
        self.norm, self.up, self.down = nn.LayerNorm(6), nn.Linear(6, 13), nn.Linear(13, 6)
        self.last_norm, self.head = nn.LayerNorm(6), nn.Linear(6, 11)

    def forward(self, tokens):
        x = self.embed(tokens) + self.position(torch.arange(5))
        x = x + self.down(nn.functional.gelu(self.up(self.norm(x))))
        return self.head(self.last_norm(x))


class Classifier(nn.Module):
    """The text classifier of the documentation, smaller: one logit from the last state."""

    def __init__(self):
        super().__init__()
        self.embed, self.read, self.score = nn.Embedding(13, 6), nn.LSTM(6, 5, batch_first=True), nn.Linear(5, 1)

    def forward(self, words):
        return self.score(self.read(self.embed(words))[0][:, -1])


class CharGpt(nn.Module):
    """The decoder-only transformer of the documentation, smaller; inline layers have the names that files give them."""

    WORDS, STEPS, WIDTH, HEADS, LAYERS = 13, 7, 8, 2, 2

    def __init__(self):
        super().__init__()
        self.embed, self.position = nn.Embedding(self.WORDS, self.WIDTH), nn.Embedding(self.STEPS, self.WIDTH)
        for layer in range(self.LAYERS):
            self.add_module(f"layernorm{2 * layer + 1}", nn.LayerNorm(self.WIDTH))
            self.add_module(f"selfattention{layer + 1}", nn.MultiheadAttention(self.WIDTH, self.HEADS, batch_first=True))
            self.add_module(f"layernorm{2 * layer + 2}", nn.LayerNorm(self.WIDTH))
            self.add_module(f"dense{2 * layer + 1}", nn.Linear(self.WIDTH, 4 * self.WIDTH))
            self.add_module(f"dense{2 * layer + 2}", nn.Linear(4 * self.WIDTH, self.WIDTH))
        self.head = nn.Sequential(nn.LayerNorm(self.WIDTH), nn.Linear(self.WIDTH, self.WORDS))

    def forward(self, tokens):
        x = self.embed(tokens) + self.position(torch.arange(self.STEPS))
        future = torch.ones(self.STEPS, self.STEPS, dtype=torch.bool).triu(1)
        for layer in range(self.LAYERS):
            of = lambda kind, number=layer + 1: self.get_submodule(f"{kind}{number}")
            y = of("layernorm", 2 * layer + 1)(x)
            x = x + of("selfattention")(y, y, y, attn_mask=future, need_weights=False)[0]
            y = of("dense", 2 * layer + 1)(of("layernorm", 2 * layer + 2)(x))
            x = x + of("dense", 2 * layer + 2)(nn.functional.gelu(y))
        return self.head(x)


class TiedGpt(CharGpt):
    """One whose last layer multiplies by the table of its first."""

    def __init__(self):
        super().__init__()
        self.head[1].weight = self.embed.weight


def small_convolutions():
    return nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 2, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16, 7), nn.ReLU(), nn.Linear(7, 5))


def digit_net():
    """The DigitNet of the samples without its dropout, whose random numbers are not PyTorch's."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10))


def fan_in_of(owner):
    if isinstance(owner, nn.MultiheadAttention):
        return owner.embed_dim
    if isinstance(owner, nn.RNNBase):
        return owner.hidden_size
    return {nn.Embedding: 1, nn.BatchNorm2d: 16, nn.LayerNorm: 16}.get(type(owner)) or owner.weight[0].numel()


def fill(module):
    """Gives every parameter its formula: norms near 1, everything else in the size of its fan-in."""
    tensors = []
    for index, (name, tensor) in enumerate(module.named_parameters()):
        owner = module.get_submodule(name.rpartition(".")[0])
        is_norm = isinstance(owner, (nn.BatchNorm2d, nn.LayerNorm))
        fan_in = fan_in_of(owner)
        base = 1.0 if is_norm and name.endswith("weight") else 0.0
        scale = float(f"{(1 / fan_in) ** 0.5:.6g}")
        with torch.no_grad():
            tensor.copy_(parameter(index, tensor.shape, base, scale))
        tensors.append({"name": name, "shape": list(tensor.shape), "base": base, "scale": scale})
    return tensors


def network(name, module, samples, shape, classes, rate, tokens=0, whole=True):
    """tokens: what inputs are ints below, where they are; whole: whether to write gradients out."""
    module = module.double().train()
    tensors = fill(module)

    def loss(number):
        if tokens:
            words = labels(number, samples * shape[0], tokens).reshape(samples, *shape)
            if classes == 1:
                targets = labels(number, samples, 2).double()[:, None]
                return nn.functional.binary_cross_entropy_with_logits(module(words), targets)
            return nn.functional.cross_entropy(module(words).flatten(0, 1), labels(number + 1, samples * shape[0], classes))
        return nn.functional.cross_entropy(module(images(number, samples, shape)), labels(number, samples, classes))

    optimizer = torch.optim.Adam(module.parameters(), lr=rate)
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        value = loss(step % BATCHES)
        value.backward()
        losses.append(value.item())
        if step == 0:
            for entry, tensor in zip(tensors, module.parameters()):
                entry.update(checksums(tensor.grad.flatten().clone(), whole))
        optimizer.step()
    states = [{"name": key, "values": value} for key, value in module.named_buffers() if value.dim() > 0]
    return {
        "name": name, "samples": samples, "shape": list(shape), "classes": classes, "tokens": tokens, "rate": rate,
        "tensors": tensors, "losses": losses, "states": states,
    }


def checksums(gradient, whole):
    if whole:
        return {"gradient": gradient}
    places = [index * len(gradient) // SAMPLED for index in range(SAMPLED)]
    total = round(gradient.sum().item(), 12)  # a sum that is 0 but for rounding is 0 on every machine
    return {"sum": total + 0.0, "squares": gradient.square().sum().item(), "places": places, "sampled": gradient[places]}


def make():
    return {"networks": [
        network("SmallConvolutions", small_convolutions(), samples=7, shape=(2, 9, 8), classes=5, rate=0.01),
        network("Residual", Residual(), samples=7, shape=(2, 7, 6), classes=5, rate=0.01),
        network("Text", Text(), samples=7, shape=(5,), classes=11, rate=0.01, tokens=11),
        network("Classifier", Classifier(), samples=7, shape=(9,), classes=1, rate=0.01, tokens=13),
        network("CharGpt", CharGpt(), samples=5, shape=(7,), classes=13, rate=0.01, tokens=13, whole=False),
        network("DigitNet", digit_net(), samples=16, shape=(1, 28, 28), classes=10, rate=0.001, whole=False),
        network("TiedGpt", TiedGpt(), samples=5, shape=(7,), classes=13, rate=0.01, tokens=13, whole=False),
    ]}
