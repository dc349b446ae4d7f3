"""Single ops along the edges of graphs and over segments of rows, as in golden_ops.py."""

import torch

from golden_ops import Tokens, Value


def each(compute):
    """Applies what PyTorch says of one graph to each sample."""
    return lambda *inputs: torch.stack([compute(*sample) for sample in zip(*inputs)])


def sums(rows, segment, count):
    return torch.zeros(count, *rows.shape[1:], dtype=rows.dtype).index_add(0, segment, rows)


def aggregations(add):
    def weighted(x, source, target, weights):
        adjacency = torch.sparse_coo_tensor(torch.stack([target, source]), weights, (len(x), len(x)))
        return torch.sparse.mm(adjacency, x)

    def heads(x, source, target, weights):
        return sums(x[source] * weights[..., None], target, len(x))

    add("Aggregate with a weight for each edge", "Aggregate", each(weighted), Value(4, 3), Tokens(6, limit=4), Tokens(6, limit=4), Value(6))
    add("Aggregate with weights for each head", "Aggregate", each(heads), Value(4, 2, 3), Tokens(6, limit=4), Tokens(6, limit=4), Value(6, 2))


def segments(add):
    def softmax(rows, segment):
        # Rows of other segments count nothing: a dense softmax with a mask, row by row.
        same = segment[:, None] == segment[None, :]
        others = rows[None].expand(len(rows), *rows.shape).masked_fill(~same.reshape(*same.shape, *[1] * (rows.dim() - 1)), -torch.inf)
        return torch.diagonal(torch.softmax(others, 1), dim1=0, dim2=1).movedim(-1, 0)

    add("Take", "Take", each(lambda x, index: x[index]), Value(4, 3), Tokens(6, limit=4))
    add("Take by a table", "Take", each(lambda x, index: x[index]), Value(4, 3), Tokens(2, 3, limit=4))
    add("SegmentSum", "SegmentSum", each(lambda x, segment: sums(x, segment, 4)), Value(7, 2), Tokens(7, limit=4), count=4)
    add("SegmentSoftmax", "SegmentSoftmax", each(softmax), Value(7), Tokens(7, limit=3), count=3)
    add("SegmentSoftmax of heads", "SegmentSoftmax", each(softmax), Value(7, 2), Tokens(7, limit=3), count=4)


GROUPS = (aggregations, segments)
