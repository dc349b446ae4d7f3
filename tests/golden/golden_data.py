"""What data and metrics are held against: textbook formulas in NumPy, in double, on random values."""

import math

import numpy


def make():
    """All cases, from one seed each."""
    return {
        "classes": classes(numpy.random.default_rng(1)),
        "ranking": ranking(numpy.random.default_rng(2)),
        "regression": regression(numpy.random.default_rng(3)),
        "drift": drift(numpy.random.default_rng(4)),
        "warps": warps(numpy.random.default_rng(5)),
    }


def floats(values):
    """Nested lists of what float32 makes of the values."""
    return numpy.asarray(values, dtype=numpy.float32).tolist()


def classes(random):
    """Scores of four classes, of which the last is never right and rarely answered; averages as scikit-learn defines them."""
    count, number = 61, 4
    labels = random.integers(0, number - 1, count)
    scores = numpy.float32(random.normal(size=(count, number)) + 1.5 * numpy.eye(number)[labels] - [0, 0, 0, 1])
    answers = scores.argmax(1)
    matrix = numpy.zeros((number, number), dtype=int)
    numpy.add.at(matrix, (labels, answers), 1)

    hits, answered, right = matrix.diagonal(), matrix.sum(0), matrix.sum(1)
    occurring = (answered + right) > 0

    def share(part, whole):
        return numpy.where(whole > 0, part / numpy.maximum(whole, 1), 0.0)

    precision, recall, f1 = share(hits, answered), share(hits, right), share(2 * hits, answered + right)
    order = (-scores).argsort(1, kind="stable")
    log_sums = numpy.log(numpy.exp(scores.astype(float)).sum(1))
    return {
        "scores": floats(scores),
        "labels": labels.tolist(),
        "matrix": matrix.tolist(),
        "precision": {"macro": precision[occurring].mean(), "perClass": precision.tolist()},
        "recall": {"macro": recall[occurring].mean(), "perClass": recall.tolist()},
        "f1": {"macro": f1[occurring].mean(), "perClass": f1.tolist()},
        "accuracy": (answers == labels).mean(),
        "top2": (order[:, :2] == labels[:, None]).any(1).mean(),
        "perplexity": math.exp((log_sums - scores[numpy.arange(count), labels]).mean()),
    }


def ranking(random):
    """Scores with many ties; the area by comparing every positive with every negative."""
    scores = numpy.float32(numpy.round(random.normal(size=83), 1))
    labels = (scores + random.normal(size=83) > 0.3).astype(int)
    positive, negative = scores[labels == 1], scores[labels == 0]
    wins = (positive[:, None] > negative).sum() + 0.5 * (positive[:, None] == negative).sum()
    return {"scores": floats(scores), "labels": labels.tolist(), "area": wins / (len(positive) * len(negative))}


def regression(random):
    """Two values per sample far from zero, where sums of squares would cancel."""
    target = numpy.float32(random.normal(size=(37, 2)) * [1, 5] + [1000, -3])
    output = numpy.float32(target + random.normal(size=(37, 2)))
    errors = ((output.astype(float) - target) ** 2).sum(0)
    spread = ((target.astype(float) - target.astype(float).mean(0)) ** 2).sum(0)
    return {"output": floats(output), "target": floats(target), "rSquared": (1 - errors / spread).mean()}


def drift(random):
    """A shifted sample against its reference."""
    reference = numpy.float32(random.normal(size=211))
    live = numpy.float32(random.normal(0.4, 1.2, size=97))
    everything = numpy.sort(numpy.concatenate([reference, live]))
    below_reference = numpy.searchsorted(numpy.sort(reference), everything, side="right") / len(reference)
    below_live = numpy.searchsorted(numpy.sort(live), everything, side="right") / len(live)
    statistic = abs(below_reference - below_live).max()

    # The asymptotic distribution with Stephens's correction for finite samples (1970).
    size = math.sqrt(len(reference) * len(live) / (len(reference) + len(live)))
    scaled = (size + 0.12 + 0.11 / size) * statistic
    p_value = 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * scaled * scaled) for k in range(1, 101))

    # Bins between the deciles of the reference, the order statistics number ceil(n q / 10).
    ordered = numpy.sort(reference)
    edges = [ordered[math.ceil(len(ordered) * tenth / 10) - 1] for tenth in range(1, 10)]
    shares = [
        numpy.maximum(numpy.bincount(numpy.searchsorted(edges, values, side="left"), minlength=10) / len(values), 1e-4)
        for values in (reference, live)
    ]
    index = ((shares[1] - shares[0]) * numpy.log(shares[1] / shares[0])).sum()
    return {
        "reference": floats(reference),
        "live": floats(live),
        "statistic": statistic,
        "pValue": p_value,
        "stabilityIndex": index,
    }


def warps(random):
    """An image moved, turned and zoomed about its middle, with bilinear sampling and a constant outside."""
    height, width, fill = 7, 9, 0.25
    image = numpy.float32(random.random((2, height, width)))
    cases = []
    for right, down, degrees, zoom, flip in [(0, 0, 0, 1, False), (1.5, -0.75, 0, 1, False), (0, 0, 30, 1.2, True), (-1, 2, -75, 0.7, False)]:
        warped = numpy.zeros(image.shape)
        turn = math.radians(degrees)
        for y in range(height):
            for x in range(width):
                across, along = x - (width - 1) / 2 - right, y - (height - 1) / 2 - down
                source_x = (math.cos(turn) * across + math.sin(turn) * along) / zoom
                source_y = (-math.sin(turn) * across + math.cos(turn) * along) / zoom
                if flip:
                    source_x = -source_x
                warped[:, y, x] = bilinear(image, source_x + (width - 1) / 2, source_y + (height - 1) / 2, fill)
        cases.append(dict(right=right, down=down, degrees=degrees, zoom=zoom, flip=flip, values=floats(warped.ravel())))
    return {"shape": list(image.shape), "fill": fill, "image": floats(image.ravel()), "cases": cases}


def bilinear(image, x, y, fill):
    """The value of every channel at a point between pixels."""
    left, top = math.floor(x), math.floor(y)

    def pixel(row, column):
        inside = 0 <= row < image.shape[1] and 0 <= column < image.shape[2]
        return image[:, row, column].astype(float) if inside else numpy.full(image.shape[0], fill)

    upper = pixel(top, left) * (left + 1 - x) + pixel(top, left + 1) * (x - left)
    lower = pixel(top + 1, left) * (left + 1 - x) + pixel(top + 1, left + 1) * (x - left)
    return upper * (top + 1 - y) + lower * (y - top)
