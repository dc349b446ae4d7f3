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


GROUPS = (splits, selections, alignments, transposed)
