#!/usr/bin/env python3
"""Writes erlang.csv: measures of waiting lines to 25 digits, from integrals and sums that share nothing with Sources/Queueing.

Needs mpmath (PyPI). Run it from anywhere: python3 Tests/Vectors/erlang.py > Tests/Vectors/erlang.csv

B: sums of the truncated Poisson law. C: sums of the stationary law. A: the offered wait has the density
l exp(l (1 - exp(-p t)) / p - n m t) / (e + l J) for t > 0, with arrival rate l, service rate m of n agents, patience rate p,
J its integral without the factor and e the integral of exp(-t) (1 + t m / l)^(n - 1).
"""
import csv
import sys
from mpmath import mp, mpf, quad, exp, inf, linspace, nstr, fsum, factorial

mp.dps = 40
COLUMNS = ("id kind model calls interval_s aht_s n T_s patience_s K redial_p rate_cv target_kind target erlangs p_wait p_block "
           "p_abandon asa ew eq occupancy sl_offered sl_answered sl_virtual sl_wait sl_exclshort lam_total n_req n_real").split()


def loss(a, n):
    terms = [a ** k / factorial(k) for k in range(n + 1)]
    block = terms[-1] / fsum(terms)
    return {"p_block": block, "occupancy": a * (1 - block) / n}


def endless(rate, handle, n, within):
    a = rate * handle
    if a >= n:
        return {"p_wait": mpf(1), "sl_offered": mpf(0)}
    head = fsum(a ** k / factorial(k) for k in range(n))
    tail = a ** n / factorial(n) * n / (n - a)
    wait = tail / (head + tail)
    mean = wait * handle / (n - a)
    return {"p_wait": wait, "p_block": mpf(0), "p_abandon": mpf(0), "asa": mean, "ew": mean, "eq": rate * mean,
            "occupancy": a / n, "sl_offered": 1 - wait * exp(-(n - a) * within / handle)}


def patient(rate, handle, patience, n, within):
    service, leave = 1 / handle, 1 / patience
    def weight(t):
        return exp(rate * (1 - exp(-leave * t)) / leave - n * service * t)
    # Stretches that follow the time in which the weight falls, so that every one is smooth.
    scale = 1 / (n * service)
    cuts = [mpf(0)] + [scale * mpf(2) ** k for k in range(-2, 14)]
    def integral(f, start, end=inf):
        inner = [c for c in cuts if start < c and (end == inf or c < end)]
        return quad(f, [start] + inner + [end])
    head = integral_of_head(n, service / rate)
    whole = integral(weight, mpf(0))
    norm = head + rate * whole
    abandon = (1 + (rate - n * service) * whole) / norm
    waits = rate * whole / norm
    later = rate * integral(weight, within) / norm if within > 0 else waits
    served_soon = (1 - waits) + (rate * integral(lambda t: weight(t) * exp(-leave * t), mpf(0), within) / norm
                                 if within > 0 else 0)
    any_end = 1 - later * exp(-leave * within)
    served = 1 - abandon
    mean_of_served = rate * integral(lambda t: t * weight(t) * exp(-leave * t), mpf(0)) / norm / served
    mean = abandon / leave
    return {"p_wait": waits, "p_block": mpf(0), "p_abandon": abandon, "asa": mean_of_served, "ew": mean, "eq": rate * mean,
            "occupancy": rate * served * handle / n, "sl_offered": served_soon, "sl_answered": served_soon / served,
            "sl_virtual": 1 - later, "sl_wait": any_end, "sl_exclshort": served_soon / (1 - (any_end - served_soon))}


def integral_of_head(n, ratio):
    """The integral of exp(-t) (1 + t ratio)^(n - 1): a sum of factorials."""
    total, term = mpf(0), mpf(1)
    for k in range(n):
        total += term
        term *= ratio * (n - 1 - k)
    return total


def text(value):
    return value if isinstance(value, str) else nstr(value, 25)


def main():
    writer = csv.DictWriter(sys.stdout, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    count = 0

    def write(row):
        nonlocal count
        count += 1
        writer.writerow({"id": f"v{count:03}", **{key: text(value) for key, value in row.items()}})

    lines = [  # contacts, interval, handle time, agents, within
        ("7", "1800", "410", 3, "15"), ("7", "1800", "410", 2, "15"), ("55", "900", "245.5", 17, "30"),
        ("55", "900", "245.5", 22, "10"), ("131", "1800", "372", 29, "20"), ("131", "1800", "372", 33, "60"),
        ("0.35", "3600", "900", 1, "45"), ("940", "1800", "288", 160, "25"), ("2610", "3600", "501", 371, "20"),
        ("18.25", "600", "66", 4, "5"), ("402", "1800", "1210", 290, "90"), ("3", "3600", "3300", 5, "120"),
    ]
    for calls, interval, handle, n, within in lines:
        rate, spent = mpf(calls) / mpf(interval), mpf(handle)
        base = {"kind": "perf", "calls": calls, "interval_s": interval, "aht_s": handle, "n": str(n), "T_s": within,
                "erlangs": rate * spent}
        write({**base, "model": "B", **loss(rate * spent, n)})
        if rate * spent < n:
            write({**base, "model": "C", **endless(rate, spent, n, mpf(within))})
        for patience in ["75", "240", "1500"]:
            write({**base, "model": "A", "patience_s": patience,
                   **patient(rate, spent, mpf(patience), n, mpf(within))})
    for calls, interval, handle, within, target, patience in [
            ("7", "1800", "410", "15", "0.85", ""), ("55", "900", "245.5", "30", "0.9", ""),
            ("131", "1800", "372", "20", "0.8", "150"), ("940", "1800", "288", "25", "0.75", "300"),
            ("0.35", "3600", "900", "45", "0.95", "60"), ("402", "1800", "1210", "90", "0.8", "")]:
        rate, spent = mpf(calls) / mpf(interval), mpf(handle)
        n = 1
        while True:
            found = (patient(rate, spent, mpf(patience), n, mpf(within)) if patience
                     else endless(rate, spent, n, mpf(within)))["sl_offered"]
            if found >= mpf(target):
                break
            n += 1 if n > rate * spent * mpf("0.7") else max(1, int(rate * spent * mpf("0.2")))
        # The steps above skip only what is far too few.
        write({"kind": "req", "model": "A" if patience else "C", "calls": calls, "interval_s": interval, "aht_s": handle,
               "T_s": within, "patience_s": patience, "target_kind": "sl_offered", "target": target,
               "erlangs": rate * spent, "n_req": str(n)})


main()
