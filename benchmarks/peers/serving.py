"""A peer that stays alive, so that rounds of several peers can be interleaved without paying any start twice.

It reads lines `WORKLOAD SECONDS` and answers each with one JSON line. The caller looks at the placement.
"""

import json
import resource
import sys

from timing import time_runs, warm_up


def serve(common, prepare):
    """Answers until the input ends; prepare(name) gives what to say about a workload, its step, and the context to run it in."""
    prepared = {}
    for request in sys.stdin:
        name, seconds = request.split()
        if name not in prepared:
            prepared[name] = prepare(name)
        about, step, context = prepared[name]
        with context():
            step()  # the caches are the previous peer's
            timing = time_runs(step, float(seconds))
        print(json.dumps({"workload": name, **common, **about, **timing, "peak_mb": peak_megabytes()}), flush=True)


def quick_look(step, seconds=0.3):
    """A first timing, to choose between configurations."""
    warm_up(step)
    return time_runs(step, seconds)["median_us"]


def peak_megabytes():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
