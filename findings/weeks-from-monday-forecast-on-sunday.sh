#!/usr/bin/env bash
# statsforecast 2.1.1, mlforecast 1.1.0 and prophet 1.5.0 with pandas 2.3.3 and Polars 2.1.0 (PyPI): contacts by week,
# each week named by its Monday, the last one 2 November 2026; four weeks ahead are asked for with freq="W".
#
# Seen: "W" is a week that ends on Sunday. statsforecast and prophet add such an end to the last Monday: the first week
# of the forecast is Sunday 8 November, six days on, and lies in the last week of the history; the fourth week to come
# has no forecast. Nothing is said. statsforecast's own cross_validation shows nothing either, for it names its weeks
# by the history's rows. mlforecast refuses the same table with the same word. In Polars the word is "1w" and the weeks
# are right. For months named by their first day "ME" is the same trap: the first forecast is 31 October, after 1
# October.
#
# Why it matters: by date no row meets the plan's Mondays; by ISO week (dt.week, truncate("1w")), as joins are made,
# every volume stands a week early: a peak is staffed before it comes and missed when it does, and the last week looks
# closed. Write "W-MON" and "MS", and compare the first week forecast with the last one known.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet statsforecast==2.1.1 mlforecast==1.1.0 utilsforecast==0.2.17 prophet==1.5.0 \
  pandas==2.3.3 polars==2.1.0 pyarrow==26.0.1
"$place/venv/bin/python" - <<'PY'
import logging

import pandas
import polars
from mlforecast import MLForecast
from prophet import Prophet
from sklearn.linear_model import LinearRegression
from statsforecast import StatsForecast
from statsforecast.models import SeasonalNaive

logging.getLogger("cmdstanpy").disabled = True
# Every fourth week is the peak; the week of 9 November is one.
weeks = pandas.date_range("2026-01-05", "2026-11-02", freq="7D")
contacts = [200.0 if (week - pandas.Timestamp("2026-11-09")).days % 28 == 0 else 100.0 for week in weeks]
history = pandas.DataFrame({"unique_id": "en-phone", "ds": weeks, "y": contacts})


def by_statsforecast(freq, rows=history, season=4):
    ahead = StatsForecast([SeasonalNaive(season)], freq=freq).forecast(df=rows, h=4)
    return {f"{day:%Y-%m-%d}": value for day, value in zip(ahead["ds"], ahead["SeasonalNaive"])}


def monday(day):
    day = pandas.Timestamp(day)
    return f"{day - pandas.Timedelta(days=day.weekday()):%d %b}"


wrong, right = by_statsforecast("W"), by_statsforecast("W-MON")
print("statsforecast, W:    ", wrong)
print("statsforecast, W-MON:", right)
assert wrong == {"2026-11-08": 200, "2026-11-15": 100, "2026-11-22": 100, "2026-11-29": 100}
assert right == {"2026-11-09": 200, "2026-11-16": 100, "2026-11-23": 100, "2026-11-30": 100}
assert by_statsforecast("1w", polars.from_pandas(history)) == right
by_week = {monday(day): value for day, value in wrong.items()}
print("by week from Monday: ", by_week, "(right: 09 Nov 200)")
assert by_week["02 Nov"] == 200 and by_week["09 Nov"] == 100 and "30 Nov" not in by_week

tried = StatsForecast([SeasonalNaive(4)], freq="W").cross_validation(df=history, h=2, n_windows=2, step_size=2)
assert list(tried["ds"]) == list(weeks[-4:]) and list(tried["y"]) == list(tried["SeasonalNaive"])

model = Prophet().fit(history[["ds", "y"]])
ahead = model.make_future_dataframe(4, freq="W", include_history=False)["ds"].dt.strftime("%Y-%m-%d")
print("prophet, W:          ", list(ahead))
assert list(ahead) == list(wrong)
try:
    MLForecast(models=[LinearRegression()], freq="W", lags=[4]).fit(history)
    raise SystemExit("mlforecast took the table")
except ValueError as error:
    print("mlforecast:", str(error).splitlines()[0])

months = pandas.date_range("2024-01-01", "2026-10-01", freq="MS")
months = pandas.DataFrame({"unique_id": "en-phone", "ds": months, "y": [float(day.month) for day in months]})
ends, starts = by_statsforecast("ME", months, 12), by_statsforecast("MS", months, 12)
print("months, ME:", ends, "- MS:", starts)
assert list(ends.items())[0] == ("2026-10-31", 11) and list(starts.items())[0] == ("2026-11-01", 11)
PY
echo OK
