"""Runs the Python of errors.md and compares what PyTorch says with what the page says: python3 docs/errors.py [--write]."""
import pathlib
import re
import sys
import textwrap
import warnings

import torch

PAGE = pathlib.Path(__file__).with_name("errors.md")
BLOCK = re.compile(r"```python\n(.*?)\n```\n\n```text\n(.*?)\n```", re.S)
WIDTH = 120


def message(source):
    """What a snippet ends with: an exception, or a warning where PyTorch goes on."""
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            exec(compile(source, "snippet", "exec"), {"torch": torch, "nn": torch.nn, "F": torch.nn.functional})
        except Exception as error:  # whatever it is, it is what the newcomer sees
            return f"{type(error).__name__}: {error}"
        return "\n".join(f"{one.category.__name__}: {one.message}" for one in given) or "(nothing)"


def wrapped(text):
    return "\n".join(textwrap.fill(line.strip(), WIDTH, break_long_words=False) for line in text.strip().splitlines())


def main():
    page = PAGE.read_text()
    differences = 0
    for source, said in BLOCK.findall(page):
        says = wrapped(message(source))
        print(says, end="\n\n")
        if says != said:
            differences += 1
            page = page.replace(f"{source}\n```\n\n```text\n{said}\n```", f"{source}\n```\n\n```text\n{says}\n```")
    if "--write" in sys.argv:
        PAGE.write_text(page)
    elif differences:
        sys.exit(f"{differences} messages differ from the page")


if __name__ == "__main__":
    main()
