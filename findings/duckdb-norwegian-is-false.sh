#!/usr/bin/env bash
# DuckDB 2.0.1 (PyPI): which types its CSV reader gives to columns of a roster when nobody names them.
#
# Seen: a language column in which every row says `no` (Norwegian) is BOOLEAN, all false; with one `en` in it, it is text.
# Agent ids such as 1E5 and 2E3 are DOUBLE, 100000.0 and 2000.0; with one A17 among them they are text. A site
# without any other language, or a team with such ids, therefore changes the type of a column, and joins on it fail or,
# between 1E5 and 100000, match the wrong person.
#
# Why it matters: the same query runs for the whole operation and gives false or wrong rows for one site. Name the types
# of language and id columns: read_csv(..., types={'language': 'VARCHAR', 'agent_id': 'VARCHAR'}).
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet duckdb==2.0.1
cd "$place"
"$place/venv/bin/python" - <<'PY'
import pathlib

import duckdb


def read(rows, options=""):
    pathlib.Path("agents.csv").write_text("agent_id,language\n" + "".join(row + "\n" for row in rows))
    table = duckdb.sql(f"from read_csv('agents.csv'{options})")
    return [str(kind) for kind in table.types], table.fetchall()


oslo = ["1E5,no", "2E3,no"]
assert read(oslo) == (["DOUBLE", "BOOLEAN"], [(100000.0, False), (2000.0, False)]), read(oslo)
mixed = oslo + ["A17,en"]
assert read(mixed) == (["VARCHAR", "VARCHAR"], [("1E5", "no"), ("2E3", "no"), ("A17", "en")]), read(mixed)
named = read(oslo, ", types={'language': 'VARCHAR', 'agent_id': 'VARCHAR'}")
assert named == (["VARCHAR", "VARCHAR"], [("1E5", "no"), ("2E3", "no")]), named
print("oslo alone:", *read(oslo))
print("oslo and one more:", *read(mixed))
print("with named types:", *named)
PY
echo OK
