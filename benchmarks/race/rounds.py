"""One workload, all contestants: several interleaved rounds, of which those in a bad moment of the machine do not count."""

import os
import statistics
import sys
import time

from contestants import PEERS

sys.path.insert(0, str(PEERS))
from timing import OTHERS_ALLOWED, placement, well_placed, worse  # noqa: E402  (the peers' own rules)

ROUNDS = 11
PATIENCE = 3  # bad rounds allowed, for each round wanted
TRIES = 3  # of one contestant within a round
WARM_SECONDS = 0.2


def race(contestants, workload, threads, seconds):
    """Each contestant's summary by name, and what the rounds were like."""
    servers = [contestant.start(threads) for contestant in contestants if contestant.knows(workload)]
    try:
        for server in servers:
            server.time(workload, WARM_SECONDS)
        rounds, discarded = collect(servers, workload, seconds / ROUNDS)
    finally:
        for server in servers:
            server.stop()
    undisturbed = discarded < ROUNDS * PATIENCE
    results = {server.name: summary([answers[server.name] for answers, _ in rounds]) for server in servers}
    placements = [where for _, where in rounds]
    ratios = ratios_to_ours([answers for answers, _ in rounds])
    peers = [name for name in ratios if not name.startswith("ours")]
    return results, {
        "ratio": ratios[min(peers, key=lambda name: results[name]["median_us"])] if peers else None,
        "ratios": ratios,
        "rounds": len(rounds),
        "discarded": discarded,
        "undisturbed": undisturbed,
        "cores": min(where["cores"] for where in placements),
        "handoff_ns": max(where["handoff_ns"] for where in placements),
    }


def collect(servers, workload, seconds):
    """Good rounds, in each of which every contestant had its turn; when patience runs out, bad ones too."""
    good, bad = [], []
    while len(good) < ROUNDS and len(bad) < ROUNDS * PATIENCE:
        before = placement()
        if not acceptable(before):
            bad.append(None)
            time.sleep(0.3)
            continue
        turn = len(good) % len(servers)  # nobody always follows the same one
        answers = {server.name: calm(server, workload, seconds) for server in servers[turn:] + servers[:turn]}
        where = worse(before, placement())
        quiet = all(is_calm(answer) for answer in answers.values())
        (good if quiet and acceptable(where) else bad).append((answers, where))
    kept = good or [each for each in bad if each]
    if not kept:
        raise RuntimeError(f"{workload}: the machine's cores were never well placed")
    return kept, len(bad)


def calm(server, workload, seconds):
    """A timing while nobody else was busy, or the last of some tries."""
    for _ in range(TRIES):
        answer = server.time(workload, seconds)
        if is_calm(answer):
            break
    return answer


def is_calm(answer):
    return answer["others_busy"] <= OTHERS_ALLOWED


def acceptable(where):
    return os.cpu_count() == 1 or well_placed(where)


def ratios_to_ours(rounds):
    """Each other's time over ours. Within a round, so that a slow moment of the machine meets both; then the median."""
    others = [name for name in rounds[0] if name != "ours"]
    return {name: round(statistics.median(answers[name]["median_us"] / answers["ours"]["median_us"] for answers in rounds), 3) for name in others}


def summary(answers):
    """The median of the rounds' medians, and the best run of all."""
    return {
        **answers[0],
        "median_us": round(statistics.median(answer["median_us"] for answer in answers), 2),
        "min_us": min(answer["min_us"] for answer in answers),
        "runs": sum(answer["runs"] for answer in answers),
        "allocated_bytes": min(answer.get("allocated_bytes", 0) for answer in answers),
        "peak_mb": max(answer["peak_mb"] for answer in answers),
    }
