"""Single ops, as in golden_ops.py, in a file of their own."""

import torch
import torch.nn.functional as F

from golden_ops import SAMPLES, Tokens, Value, parameter


def splits(add):
    for part in range(3):
        add(f"Split into equal parts, part {part}", "Split", lambda x: x.tensor_split(3, 2)[part], Value(2, 6), result=part, parts=3, axis=-1)
    for part in range(2):
        add(f"Split into sizes, part {part}", "Split", lambda x: x.split([1, 3], 1)[part], Value(4, 3), result=part, sizes=[1, 3])


def selections(add):
    add("ArgMax", "ArgMax", lambda x: x.argmax(-1), Value(2, 5, learned=False))
    add("ArgMax of an axis", "ArgMax", lambda x: x.argmax(1), Value(4, 3, learned=False), axis=0)
    add("TopK, values", "TopK", lambda x: x.topk(3).values, Value(2, 5), count=3)
    add("TopK, indices", "TopK", lambda x: x.topk(3).indices, Value(2, 5, learned=False), result=1, count=3)


class Labels(Tokens):
    """Classes other than 0, the blank."""

    def draw(self, generator):
        return torch.randint(1, self.limit, (SAMPLES, *self.shape), generator=generator)


class Lengths(Tokens):
    """One given number for each sample."""

    def __init__(self, *lengths, limit):
        super().__init__(limit=limit)
        self.lengths = lengths

    def draw(self, generator):
        return torch.tensor(self.lengths)


def alignments(add):
    def ctc(logits, labels, steps, count, **settings):
        losses = F.ctc_loss(F.log_softmax(logits, -1).transpose(0, 1), labels, steps, count, reduction="none", **settings)
        return losses / count.clamp_min(1)

    def whole(logits, labels, count):
        return ctc(logits, labels, torch.full((SAMPLES,), logits.shape[1]), count)

    # Labels of three kinds, so that neighbours are often equal; no labels at all; fewer than there is room for.
    add("CTC", "CTC", whole, Value(9, 4), Labels(4, limit=4), Lengths(4, 0, 3, limit=5))
    add("CTC of given steps", "CTC", ctc, Value(9, 4), Labels(4, limit=4), Lengths(9, 6, 8, limit=10), Lengths(2, 3, 4, limit=5))
    add("CTC with another blank", "CTC", lambda *inputs: ctc(*inputs, blank=3), Value(7, 4), Tokens(3, limit=3), Lengths(7, 7, 5, limit=8),
        Lengths(3, 1, 2, limit=4), blank=3)
    add("CTC of labels that do not fit", "CTC", lambda *inputs: ctc(*inputs, zero_infinity=True), Value(5, 4), Labels(4, limit=4),
        Lengths(5, 2, 3, limit=6), Lengths(2, 4, 4, limit=5), zeroInfinity=True)


def transposed(add):
    settings = {"stride": 3, "padding": 1}
    add("ConvTranspose2D with output padding", "ConvTranspose2D",
        lambda *inputs: F.conv_transpose2d(*inputs, output_padding=2, groups=2, **settings), Value(2, 2, 3),
        tensors={"weight": parameter(2, 1, 2, 2), "bias": parameter(2)}, filters=2, kernel=2, outputPadding=2, groups=2, **settings)


def steps(add):
    heads, width, context = 2, 4, 5

    # The last step of a sequence in which a position's row is the step's own, and later ones are hidden.
    def attend(query, keys, values, position):
        hidden = torch.arange(context) > position[:, None]
        split = lambda x: x.unflatten(-1, (heads, -1)).transpose(1, 2)
        scores = split(query[:, None]) @ split(keys).transpose(-1, -2) / (width // heads) ** 0.5
        scores = scores.masked_fill(hidden[:, None, None], float("-inf"))
        return (scores.softmax(-1) @ split(values)).transpose(1, 2).flatten(1)

    def written(cache, key, value, position, layer):
        row = torch.cat([key, value], -1)
        return torch.stack([cache[n].index_put((torch.tensor(layer), position[n]), row[n]) for n in range(len(cache))])

    def attention(query, key, value, cache, position):
        cache = written(cache, key, value, position, 1)
        return attend(query, *cache[:, 1].chunk(2, -1), position), cache

    def self_attention(x, cache, position, weight, bias, out, out_bias):
        y, _ = attention(*F.linear(x, weight, bias).chunk(3, -1), cache[:, None].expand(-1, 2, -1, -1), position)
        return F.linear(y, out, out_bias)

    for result, name in enumerate(["result", "cache"]):
        add(f"Attention of a step, {name}", "Attention", lambda *inputs: attention(*inputs)[result], Value(width, learned=result == 0), Value(width),
            Value(width), Value(2, context, 2 * width), Tokens(limit=context), result=result, heads=heads, layer=1)
    add("SelfAttention of a step", "SelfAttention", self_attention, Value(width), Value(context, 2 * width),
        Tokens(limit=context), heads=heads,
        tensors={"in_proj_weight": parameter(3 * width, width), "in_proj_bias": parameter(3 * width),
                 "out_proj.weight": parameter(width, width), "out_proj.bias": parameter(width)})


GROUPS = (splits, selections, alignments, transposed, steps)
