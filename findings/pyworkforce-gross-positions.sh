#!/usr/bin/env bash
# pyworkforce 0.5.1 (PyPI): positions with shrinkage.
#
# Seen: gross positions are ceil(net / (1 - shrinkage)) in binary fractions. At 30 % shrinkage 21 net positions need 30
# people; the answer is 31, because 21 / 0.7 is 30.000000000000004 there. The way back is floor((1 - shrinkage) * gross):
# where 63 net positions become 90, the service level of those 90 is that of 62 people, below the answer's own figure.
#
# Why it matters: a spreadsheet or a planner that checks one against the other finds a person too many or a goal missed
# that is met. Subtract a hair before rounding up, or count in whole per cent.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pyworkforce==0.5.1
"$place/venv/bin/python" - <<'PY'
from pyworkforce.queuing import ErlangC


def queue(calls):
    return ErlangC(transactions=calls, aht=3, interval=30, asa=20 / 60, shrinkage=0.3)


def first(net):
    """The smallest volume that needs so many net positions for 80 % in 20 s."""
    for calls in range(1, 1000):
        answer = queue(calls).required_positions(service_level=0.8)
        if answer["raw_positions"] == net:
            return calls, answer


calls, answer = first(21)
print(f"{calls} calls: {answer['raw_positions']} net, {answer['positions']} gross; 30 * 0.7 = {30 * 0.7}")
assert answer["positions"] == 31

calls, answer = first(63)
again = queue(calls).service_level(answer["positions"], scale_positions=True)
print(f"{calls} calls: {answer['positions']} gross, {answer['service_level']:.4f}, asked again {again:.4f}")
assert answer["positions"] == 90
assert again == queue(calls).service_level(62) < answer["service_level"]
PY
echo OK
