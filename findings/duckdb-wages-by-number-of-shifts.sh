#!/usr/bin/env bash
# DuckDB 2.0.1 beside pandas 3.1.1 and Polars 2.1.0 (PyPI): shifts that take the wage of their day by ASOF JOIN from a
# table of wages, in which a wage of 18 euros was corrected to 19 for the same first day, so that two rows have it.
#
# Seen: up to 63 shifts DuckDB takes the first of the two rows, from 64 on the last: below asof_loop_join_threshold,
# which is 64, it joins in another way. Nine agents in a week are 63 shifts of 8 hours and cost 9,072 euros, ten are 70
# and cost 10,640, at 19 an hour. Four weeks of nine cost 38,304 in one query and 36,288 as the sum of four. With the
# wages in the other order it is 9,576 and 10,080: again few shifts have the first row and many the last. pandas
# (merge_asof) and Polars (join_asof) take the last for any number, but looking forward pandas takes the first. Guides
# to ASOF JOIN speak of the one row with the latest time; a report of September 2026, of sums that change from run to
# run in large tables, was closed as expected.
#
# Why it matters: wages, contracts, skills and opening hours with a first day of validity are joined so, and corrections
# that keep the day are usual. A test on a few rows, a look at one week and the monthly sum disagree, with nothing wrong
# in any query. Keep one row for each day before the join: qualify row_number() over (partition by agent, since order by
# entered desc) = 1.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1 pandas==3.1.1 polars==2.1.0
"$place/venv/bin/python" - <<'PY'
from datetime import date, timedelta

import duckdb
import pandas
import polars

MONDAY = date(2026, 11, 2)


def cost(agents, days, first=0, wages=(18, 19), settings=""):
    base = duckdb.connect()
    base.execute(settings)
    base.execute("create table wages (agent int, since date, wage int)")
    base.execute("create table shifts (agent int, day date)")
    for agent in range(agents):
        base.executemany("insert into wages values (?, date '2026-10-01', ?)", [(agent, wage) for wage in wages])
        days_of = [(agent, MONDAY + timedelta(days=first + day)) for day in range(days)]
        base.executemany("insert into shifts values (?, ?)", days_of)
    join = "shifts s asof join wages w on s.agent = w.agent and s.day >= w.since"
    return base.sql(f"select sum(8 * wage)::int, min(wage), max(wage) from {join}").fetchall()[0]


for agents in (9, 10):
    print(agents, "agents, a week:", cost(agents, 7))
weeks, month = [cost(9, 7, 7 * week) for week in range(4)], cost(9, 28)
print("9 agents, four weeks one by one:", sum(week[0] for week in weeks), "and at once:", month)
assert cost(9, 7) == (63 * 8 * 18, 18, 18) and cost(10, 7) == (70 * 8 * 19, 19, 19)
assert cost(63, 1)[1:] == (18, 18) and cost(64, 1)[1:] == (19, 19)
assert sum(week[0] for week in weeks) == 36288 and month == (38304, 19, 19)
turned = [cost(agents, 7, wages=(19, 18)) for agents in (9, 10)]
print("the correction first:", turned)
assert turned == [(9576, 19, 19), (10080, 18, 18)]
assert cost(9, 7, settings="set asof_loop_join_threshold = 0") == (9576, 19, 19)
assert duckdb.sql("select current_setting('asof_loop_join_threshold')::int").fetchall() == [(64,)]

wages = pandas.DataFrame({"since": [pandas.Timestamp("2026-10-01")] * 2, "wage": [18, 19]})
dated = polars.DataFrame({"since": [date(2026, 10, 1)] * 2, "wage": [18, 19]})
for number in (5, 63, 64, 5000):
    shifts = pandas.DataFrame({"day": [pandas.Timestamp("2026-11-02")] * number})
    back = pandas.merge_asof(shifts, wages, left_on="day", right_on="since")["wage"].unique().tolist()
    early = shifts - pandas.Timedelta(days=60)
    ahead = pandas.merge_asof(early, wages, left_on="day", right_on="since", direction="forward")
    there = polars.DataFrame({"day": [MONDAY] * number}).join_asof(dated, left_on="day", right_on="since")
    assert back == [19] == there["wage"].unique().to_list() and ahead["wage"].unique().tolist() == [18]
print("pandas and Polars: 19 for any number, pandas looking forward: 18")
PY
echo OK
