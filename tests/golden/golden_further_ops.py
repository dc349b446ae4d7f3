"""Single ops, as in golden_ops.py, in a file of their own."""

from golden_ops import Value


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


GROUPS = (splits, selections)
