#!/usr/bin/env bash
# NumPy 2.4.6 (PyPI): random streams for runs and scenarios, each named by a list of a seed and numbers from 0 on.
#
# Seen: a short list is filled up with zeros, so that zeros at its end count for nothing: default_rng([7, 0]) and
# [7, 0, 0] give the numbers of default_rng(7). A demand with seed 7 and six runs with [7, run] are six samples, not
# seven: run 0 is that demand itself, in every half hour. Lists by site, queue and day (0, 1, 2) with their seed, each
# of one to four numbers, name 40 things and make 27 streams. [7, 20261101] is the single seed 7 + 20261101 * 2**32;
# [7, 0, 0, 0, 0] is another stream again, that of the first child which seed 7 spawns. The documentation shows
# [id, seed] and says of [seed, id] that it works but is less flexible, for the sake of spawning; it does not mention
# zeros. That a first child had its parent's numbers was mended in 2020 for the same reason.
#
# Why it matters: run 0 says that the forecast is perfect (an error of 0, others about 11.5 %), margins are a sixth too
# small, and of scenarios meant to be independent some move together, whole queues and days. Count from 1, put the
# numbers first ([run, 7]) and give every list the same length, or use spawn().
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet numpy==2.4.6
"$place/venv/bin/python" - <<'PY'
from itertools import product

import numpy


def demand(seed):
    """Contacts of a week of half hours."""
    return numpy.random.default_rng(seed).poisson(100, 336)


def streams(names, seed):
    return len({tuple(demand(seed(name))) for name in names})


base = demand(7)
errors = []
for run in range(6):
    real = demand([7, run])
    errors.append(100 * abs(real - base).sum() / real.sum())
print("errors of runs 0 to 5, in per cent:", *(f"{error:.1f}" for error in errors))
assert errors[0] == 0 and (demand([7, 0]) == base).all()
assert all(10.5 < error < 12.5 for error in errors[1:]), errors
mean, true = sum(errors) / 6, sum(errors[1:]) / 5
print(f"mean {mean:.1f} with run 0, {true:.1f} without")
assert 0.82 < mean / true < 0.84

names = [name for length in range(4) for name in product(range(3), repeat=length)]
counted = streams(names, lambda name: [7, *name])
print(len(names), "names,", counted, "streams")
assert (len(names), counted) == (40, 27)
assert streams(names, lambda name: [7, *(number + 1 for number in name)]) == 40
assert streams([name for name in names if len(name) == 3], lambda name: [7, *name]) == 27
assert streams([(run,) for run in range(6)] + [()], lambda name: [*name, 7]) == 7

assert (demand([7, 20261101]) == demand(7 + 20261101 * 2**32)).all()
child = numpy.random.SeedSequence(7).spawn(1)[0]
assert (demand([7, 0, 0, 0]) == base).all() and (demand([7, 0, 0, 0, 0]) == demand(child)).all()
assert (demand(child) != base).any() and (demand([]) == demand(0)).all()
PY
echo OK
