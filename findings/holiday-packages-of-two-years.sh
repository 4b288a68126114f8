#!/usr/bin/env bash
# workalendar 17.0.0 beside holidays 0.109: days of 2026 that only one of them takes for a holiday.
#
# Seen: workalendar still closes Denmark on Great Prayer Day, which is a working day since 2024, and knows neither Saint
# Brigid's Day (Ireland, since 2023) nor 20 November (Brazil, since 2024). holidays has all three right, but leaves a
# Spanish national holiday that falls on a Sunday out of the country's list (1 November 2026, 6 December 2026), while the
# lists of some regions hold the Monday in its place.
#
# Why it matters: a holiday table is half of a forecast's calendar and of a wage bill. A queue that is open on Sundays needs
# the Sunday, its roster needs the Monday by region, and a table taken from one package two years ago pays supplements on a
# day that is none. Hold a table beside the official one of the year, with its regions, before it is planned with.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet workalendar==17.0.0 holidays==0.109
"$place/venv/bin/python" - <<'PY'
from datetime import date

import holidays
from workalendar.america import Brazil
from workalendar.europe import Denmark, Ireland, Spain

PAIRS = {"DK": Denmark, "IE": Ireland, "BR": Brazil, "ES": Spain}
ASKED = [("DK", date(2026, 5, 1)), ("IE", date(2026, 2, 2)), ("BR", date(2026, 11, 20)), ("ES", date(2026, 11, 1))]
seen = {}
for country, day in ASKED:
    one = day in holidays.country_holidays(country, years=2026)
    other = day in {when for when, _ in PAIRS[country]().holidays(2026)}
    seen[country] = (one, other)
    print(f"{country} {day:%a %Y-%m-%d}: holidays {one}, workalendar {other}")
assert seen == {"DK": (False, True), "IE": (True, False), "BR": (True, False), "ES": (False, True)}, seen
monday = {
    region
    for region in holidays.country_holidays("ES").subdivisions
    if date(2026, 11, 2) in holidays.country_holidays("ES", subdiv=region, years=2026)
}
print(f"Monday 2 November 2026 in {len(monday)} regions of Spain:", *sorted(monday))
assert 0 < len(monday) < 19
PY
echo OK
