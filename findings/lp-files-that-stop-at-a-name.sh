#!/usr/bin/env bash
# PuLP 3.3.2, SCIP 10.0 (pyscipopt 6.3.0), HiGHS 1.16.0 (highspy) and GLPK 5.0 (swiglpk 5.0.13), PyPI: a model with
# variables `heads`, `start` and `end`, written as an LP file and read again. Three heads are needed by day and seven at
# night, and the row of the night comes after the one on the hours, end - start >= 8.
#
# Seen: PuLP, SCIP and HiGHS write the name `end` as it is, which is the word that ends an LP file. SCIP reads up to it
# and says nothing. In PuLP's file it begins the row of the hours: what is left is one row, three heads, optimal, 480,
# where seven and 1,120 are right. Where the objective has it, 160 heads + 20 end, in a file of PuLP, HiGHS or SCIP's
# own, a constant is left: optimal, 20, without rows. Inside a row SCIP takes it for a name, so that the files of SCIP
# and HiGHS, which put a sign and a number before it, are right until the objective has it. HiGHS refuses PuLP's file
# and its own, and reads SCIP's. GLPK reads all as meant. MPS files are right with all. `END` is the same word; `ends`
# is a name. Gurobi's manual of the format says that its words are no names; none of the writers looks. HiGHS learnt
# early in 2026 to read rows called `end`, after a report.
#
# Why it matters: `start` and `end` are what anybody calls the variables of a shift, and a model file is how a second
# solver checks a plan. The check of a plan for seven comes back optimal with three. Compare the numbers of rows and
# columns after reading, name the variables otherwise, or hand over MPS.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet PuLP==3.3.2 pyscipopt==6.3.0 highspy==1.16.0 swiglpk==5.0.13
"$place/venv/bin/python" -W ignore - "$place" <<'PY'
import sys

import highspy
import pulp
import pyscipopt
import swiglpk

place = sys.argv[1]


def from_pulp(path, end="end", weight=0):
    problem = pulp.LpProblem("night", pulp.LpMinimize)
    heads, start, stop = pulp.LpVariable("heads", 0), pulp.LpVariable("start", 0, 24), pulp.LpVariable(end, 0, 24)
    problem += 160 * heads + weight * stop
    problem += heads >= 3
    problem += stop - start >= 8
    problem += heads >= 7
    problem.writeLP(path) if path.endswith("lp") else problem.writeMPS(path)


def from_scip(path, weight=0):
    model = pyscipopt.Model("night")
    heads, start, end = model.addVar("heads"), model.addVar("start", ub=24), model.addVar("end", ub=24)
    model.setObjective(160 * heads + weight * end)
    for rule in (heads >= 3, end - start >= 8, heads >= 7):
        model.addCons(rule)
    model.hideOutput()
    model.writeProblem(path, verbose=False)


def from_highs(path, weight=0):
    model = highspy.Highs()
    model.silent()
    heads, start = model.addVariable(0, name="heads"), model.addVariable(0, 24, name="start")
    end = model.addVariable(0, 24, name="end")
    for rule in (heads >= 3, end - start >= 8, heads >= 7):
        model.addConstr(rule)
    model.minimize(160 * heads + weight * end)
    model.writeModel(path)


def by_scip(path):
    model = pyscipopt.Model()
    model.hideOutput()
    model.readProblem(path)
    rows = model.getNConss()
    model.optimize()
    return model.getStatus(), round(model.getObjVal()), rows


def by_highs(path):
    model = highspy.Highs()
    model.silent()
    if model.readModel(path) == highspy.HighsStatus.kError:
        return ("refused",)
    model.run()
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return "optimal" if optimal else "other", round(model.getObjectiveValue()), model.getNumRow()


def by_glpk(path):
    swiglpk.glp_term_out(0)
    model = swiglpk.glp_create_prob()
    if path.endswith("lp"):
        assert swiglpk.glp_read_lp(model, None, path) == 0
    else:
        assert swiglpk.glp_read_mps(model, swiglpk.GLP_MPS_FILE, None, path) == 0
    swiglpk.glp_simplex(model, None)
    optimal = swiglpk.glp_get_status(model) == swiglpk.GLP_OPT
    return "optimal" if optimal else "other", round(swiglpk.glp_get_obj_val(model)), swiglpk.glp_get_num_rows(model)


READERS = (by_scip, by_highs, by_glpk)
right, cut, refused, empty, whole = (
    ("optimal", 1120, 3),
    ("optimal", 480, 1),
    ("refused",),
    ("optimal", 20, 0),
    ("optimal", 1280, 3),
)


def read(title, write, suffix="lp", **options):
    path = f"{place}/model.{suffix}"
    write(path, **options)
    answers = tuple(reader(path) for reader in READERS)
    print(f"{title:14}", *(f"{reader.__name__}: {answer}" for reader, answer in zip(READERS, answers)))
    return answers


assert read("PuLP", from_pulp) == (cut, refused, right)
assert read("PuLP, END", from_pulp, end="END") == (cut, refused, right)
assert read("PuLP, 20 end", from_pulp, weight=20) == (empty, refused, whole)
assert read("SCIP", from_scip) == (right, right, right)
assert read("SCIP, 20 end", from_scip, weight=20) == (empty, whole, whole)
assert read("HiGHS", from_highs) == (right, refused, right)
assert read("HiGHS, 20 end", from_highs, weight=20) == (empty, refused, whole)
assert read("PuLP, ends", from_pulp, end="ends") == (right, right, right)
assert read("PuLP, MPS", from_pulp, suffix="mps", weight=20) == (whole, whole, whole)
PY
echo OK
