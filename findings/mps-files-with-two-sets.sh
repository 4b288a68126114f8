#!/usr/bin/env bash
# HiGHS 1.16.0 (highspy), SCIP 10.0 (pyscipopt 6.3.0), PuLP 3.3.2 and the CBC 2.10.3 it brings, the model_builder of
# ortools 9.15.6755 and GLPK 5.0 (swiglpk 5.0.13), PyPI. An MPS file may hold several right-hand sides, each with a
# name: here two scenarios of need. LOW is 10 early and 5 late, 15 heads; HIGH is 20 early and 8 at night, 28 heads.
#
# Seen: GLPK refuses a second set. SCIP and CBC read the first, 15 heads, and say nothing. HiGHS keeps the first value
# of each row, OR-tools and PuLP the last; as zeros are usually left out of MPS, the other scenario fills the gaps: 23
# heads for HiGHS, 33 for OR-tools and PuLP, whose own CBC says 15. HiGHS warns of the row that is in both sets; if none
# is, it returns Ok. Sets of BOUNDS go the same way, so that HiGHS and OR-tools join the lower bound of one set with the
# upper of the other. Of two RANGES OR-tools takes the first, where it takes the last need: HIGH, 20 to 21, and LOW, 10
# to 14, become 20 to 24.
#
# Why it matters: which reader is installed decides the scenario, and a plan for a mix of two is feasible, optimal and
# staffed for a day nobody forecast. One set per file, and compare the limits that were loaded with the table of needs.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet highspy==1.16.0 pyscipopt==6.3.0 pulp==3.3.2 ortools==9.15.6755 swiglpk==5.0.13
cd "$place"
"$place/venv/bin/python" - <<'PY'
import pathlib
import subprocess

import highspy
import pulp
import swiglpk as glpk
from ortools.linear_solver.python import model_builder
from pyscipopt import Model

SHIFTS = ("EARLY", "LATE", "NIGHT")
HEAD = "NAME          STAFF\nROWS\n N  COST\n" + "".join(f" G  {name}\n" for name in SHIFTS) + "COLUMNS\n"
HEAD += "".join(f"    C{name:<8} COST      1.0            {name:<9} 1.0\n" for name in SHIFTS)
LOW, HIGH = {"EARLY": 10, "LATE": 5}, {"EARLY": 20, "NIGHT": 8}
glpk.glp_term_out(glpk.GLP_OFF)


def lines(name, values, mark="   "):
    return "".join(f"{mark} {name:<9} {row:<9} {value}.0\n" for row, value in values.items())


def read(what, text, columns=False):
    pathlib.Path("staff.mps").write_text(HEAD + text + "ENDATA\n")
    highs, scip, model = highspy.Highs(), Model(), model_builder.Model()
    highs.setOptionValue("log_to_console", False)
    said, lp = highs.readModel("staff.mps").name, highs.getLp()
    scip.hideOutput()
    scip.readProblem("staff.mps")
    assert model.import_from_mps_file("staff.mps")
    assert glpk.glp_read_mps(glpk.glp_create_prob(), glpk.GLP_MPS_FILE, None, "staff.mps") != 0
    if columns:
        seen = [zip(lp.col_lower_, lp.col_upper_), [(v.getLbOriginal(), v.getUbOriginal()) for v in scip.getVars()]]
    else:
        seen = [zip(lp.row_lower_, lp.row_upper_), [(scip.getLhs(row), scip.getRhs(row)) for row in scip.getConss()]]
    seen.append((item.lower_bound, item.upper_bound)
                for item in (model.get_variables() if columns else model.get_linear_constraints()))
    seen = [" ".join(f"{low:g}-{'' if up >= 1e20 else format(up, 'g')}" for low, up in pairs) for pairs in seen]
    print(f"{what}: HiGHS {seen[0]} ({said}), SCIP {seen[1]}, OR-tools {seen[2]}")
    return [*seen, said]


two = "RHS\n" + lines("LOW", LOW) + lines("HIGH", HIGH)
assert read("needs", two) == ["10- 5- 8-", "10- 5- 0-", "20- 5- 8-", "kWarning"]
_, by_pulp = pulp.LpProblem.fromMPS("staff.mps")
assert [-by_pulp.constraints[name].constant for name in SHIFTS] == [20, 5, 8]
log = subprocess.run([pulp.PULP_CBC_CMD().path, "staff.mps", "-solve", "-quit"], capture_output=True, text=True).stdout
assert "read with 0 errors" in log and "Optimal objective 15 " in log and "arning" not in log, log

apart = "RHS\n" + lines("LOW", LOW) + lines("HIGH", {"NIGHT": 8})
assert read("no row in both", apart) == ["10- 5- 8-", "10- 5- 0-", "10- 5- 8-", "kOk"]
ranges = two + "RANGES\n" + lines("LOW", {"EARLY": 4}) + lines("HIGH", {"EARLY": 1})
assert read("ranges", ranges)[:3] == ["10-14 5- 8-", "10-14 5- 0-", "20-24 5- 8-"]
need = "RHS\n" + lines("LOW", LOW) + "BOUNDS\n"
bounds = need + lines("LOW", {"CEARLY": 11}, " LO") + lines("HIGH", {"CEARLY": 21}, " UP")
assert read("bounds", bounds, True) == ["11-21 0- 0-", "11- 0- 0-", "11-21 0- 0-", "kOk"]
bounds = need + lines("LOW", {"CEARLY": 11}, " UP") + lines("HIGH", {"CEARLY": 21}, " UP")
assert read("upper bounds", bounds, True) == ["0-11 0- 0-", "0-11 0- 0-", "0-21 0- 0-", "kWarning"]
PY
echo OK
