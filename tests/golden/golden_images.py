"""PNG files that other software reads the same way: every filter of the standard in turn, one per row."""

import io
import struct
import zlib

import numpy
from PIL import Image

WIDTH, HEIGHT = 11, 10


def make(folder):
    """Writes each file, and its pixels as Pillow decodes them."""
    folder.mkdir(exist_ok=True)
    for seed, (name, mode, color, channels) in enumerate([("grey", "L", 0, 1), ("rgb", "RGB", 2, 3), ("rgba", "RGBA", 6, 4)]):
        steps = numpy.random.default_rng(seed).integers(-9, 20, (HEIGHT, WIDTH * channels))
        pixels = steps.cumsum(1).astype(numpy.uint8)
        png = encode(pixels, channels, color)
        decoded = Image.open(io.BytesIO(png))
        assert decoded.mode == mode and decoded.tobytes() == pixels.tobytes()
        (folder / f"{name}.png").write_bytes(png)
        (folder / f"{name}.raw").write_bytes(decoded.tobytes())
    for seed, (name, depth, color, values) in enumerate(OTHERS):
        make_other(folder, name, depth, color, values, numpy.random.default_rng(100 + seed))


# Other colour types and depths: name, bits per value, colour type, values per pixel.
OTHERS = [
    ("grey1", 1, 0, 1), ("grey2", 2, 0, 1), ("grey4", 4, 0, 1), ("grey16", 16, 0, 1), ("greyalpha", 8, 4, 2), ("greyalpha16", 16, 4, 2),
    ("rgb16", 16, 2, 3), ("rgba16", 16, 6, 4), ("palette1", 1, 3, 1), ("palette2", 2, 3, 1), ("palette4", 4, 3, 1), ("palette8", 8, 3, 1),
    ("palette4alpha", 4, 3, 1),
]


def make_other(folder, name, depth, color, values, random):
    """The pixels are scaled to 8 bits and rounded, in whole numbers; Pillow agrees wherever it reads the kind without cutting bits off."""
    drawn = random.integers(0, 1 << depth, (HEIGHT, WIDTH, values))
    palette = b""
    if color == 3:
        colors = random.integers(0, 256, (1 << depth, 3))
        alphas = random.integers(0, 256, 5) if name.endswith("alpha") else []
        palette = chunk(b"PLTE", colors.astype(numpy.uint8).tobytes())
        if len(alphas):
            palette += chunk(b"tRNS", alphas.astype(numpy.uint8).tobytes())
            opacity = numpy.concatenate([alphas, numpy.full((1 << depth) - len(alphas), 255)])
            colors = numpy.concatenate([colors, opacity[:, None]], 1)
        pixels = colors[drawn[..., 0]]
    else:
        most = (1 << depth) - 1
        pixels = (drawn * 255 * 2 + most) // (2 * most)
        if color == 4:
            pixels = pixels[..., [0, 0, 0, 1]]
    bits = (drawn.reshape(HEIGHT, -1, 1) >> numpy.arange(depth - 1, -1, -1)) & 1
    rows = numpy.packbits(bits.reshape(HEIGHT, -1).astype(numpy.uint8), axis=1)
    png = encode(rows, max(1, values * depth // 8), color, depth, palette)
    raw = pixels.astype(numpy.uint8).tobytes()
    decoded = Image.open(io.BytesIO(png))
    decoded.load()
    if depth < 16:
        channels = len(raw) // (WIDTH * HEIGHT)
        assert decoded.convert({1: "L", 3: "RGB", 4: "RGBA"}[channels]).tobytes() == raw, name
    (folder / f"{name}.png").write_bytes(png)
    (folder / f"{name}.raw").write_bytes(raw)


def encode(pixels, step, color, depth=8, palette=None):
    """A file of rows of bytes, whose data lie in two chunks, with a text and a palette suggestion that readers may skip."""
    rows = b"".join(bytes([y % 5]) + filtered(pixels, y, step, y % 5) for y in range(HEIGHT))
    data = zlib.compress(rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, color, 0, 0, 0)
    if palette is None:
        palette = chunk(b"PLTE", bytes(6)) if color == 2 else b""
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Comment\0golden") + palette
        + chunk(b"IDAT", data[:20]) + chunk(b"IDAT", data[20:]) + chunk(b"IEND", b"")
    )


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def filtered(pixels, y, step, kind):
    row = pixels[y].astype(int)
    above = pixels[y - 1].astype(int) if y else numpy.zeros_like(row)
    left = numpy.concatenate([numpy.zeros(step, int), row[:-step]])
    corner = numpy.concatenate([numpy.zeros(step, int), above[:-step]])
    near = left + above - corner
    distances = numpy.stack([abs(near - left), abs(near - above), abs(near - corner)])
    paeth = numpy.choose(distances.argmin(0), [left, above, corner])
    guesses = [0 * row, left, above, (left + above) // 2, paeth]
    return ((row - guesses[kind]) % 256).astype(numpy.uint8).tobytes()
