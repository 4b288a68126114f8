#!/usr/bin/env bash
# statsforecast 2.1.1 beside mlforecast 1.1.0 (one maker): what a season is when a history has no rows for closed hours.
#
# Seen: a queue open 8:00 to 18:00 has rows only in those hours. statsforecast counts rows, not time, and says nothing: with a
# season of 336 half hours "last week" is the row 336 rows back, seventeen days ago at another hour, so that closed hours get
# contacts and 8:00 the value of 14:00. mlforecast refuses the same table and names the series. In the autumn night of a
# table in wall time the repeated hour is two more rows: for a week every half hour gets the value of an hour later, again
# without a word.
#
# Why it matters: contact centre exports leave closed hours out, and autumn comes every year. The forecast looks alive, has
# the right size and stands at the wrong hours. Fill closed hours with zeros and keep instants (UTC) before fitting.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet statsforecast==2.1.1 mlforecast==1.1.0 utilsforecast==0.2.17 pandas==2.3.3
"$place/venv/bin/python" - <<'PY'
import pandas as pd
from mlforecast import MLForecast
from sklearn.linear_model import LinearRegression
from statsforecast import StatsForecast
from statsforecast.models import SeasonalNaive

# Twenty half hours a day from 8:00 on; the volume is the number of the half hour, 0 to 19.
rows = [
    (date + pd.Timedelta(minutes=480 + 30 * half), float(half))
    for date in pd.date_range("2026-01-05", periods=28)
    for half in range(20)
]
history = pd.DataFrame(rows, columns=["ds", "y"]).assign(unique_id="en-phone")
ahead = StatsForecast([SeasonalNaive(season_length=336)], freq="30min").forecast(df=history, h=96)
said = dict(zip(ahead["ds"].dt.strftime("%d %H:%M"), ahead["SeasonalNaive"]))
print("18:00, closed:", said["01 18:00"], "- 08:00:", said["02 08:00"], "(right 0) - 17:30:", said["02 17:30"], "(right 19)")
assert (said["01 18:00"], said["02 08:00"], said["02 17:30"]) == (4, 12, 11), said
try:
    MLForecast(models=[LinearRegression()], freq="30min", lags=[48]).fit(history)
    raise SystemExit("mlforecast took the table")
except ValueError as error:
    print("mlforecast:", str(error).splitlines()[0])

# A queue open day and night, in Berlin's wall time: the volume is the hour of day.
instants = pd.date_range("2026-10-19", "2026-10-28 23:30", freq="30min", tz="Europe/Berlin")
wall = instants.tz_localize(None)
night = pd.DataFrame({"unique_id": "de-phone", "ds": wall, "y": wall.hour + wall.minute / 60.0})
week = StatsForecast([SeasonalNaive(season_length=336)], freq="30min").forecast(df=night, h=4)
print("00:00 after the autumn night:", week["SeasonalNaive"].iloc[0], "(right 0)")
assert list(week["SeasonalNaive"]) == [1.0, 1.5, 2.0, 2.5], week
PY
echo OK
