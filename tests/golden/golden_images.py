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


def encode(pixels, channels, color):
    """A file whose data lie in two chunks, with a text and a palette suggestion that readers may skip."""
    rows = b"".join(bytes([y % 5]) + filtered(pixels, y, channels, y % 5) for y in range(HEIGHT))
    data = zlib.compress(rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, color, 0, 0, 0)
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
