#!/usr/bin/env bash
# GLPK 5.0 (through swiglpk 5.0.13) beside HiGHS 1.16 and SCIP 10.0: whole-number columns of an MPS file that PuLP 3.3.2
# wrote, which states a lower bound for every column and an upper one only where there is one.
#
# Seen: a whole-number column between MARKER lines starts as 0 to 1 in all three. A line that states only its lower bound
# lifts the upper one in HiGHS and SCIP; GLPK leaves it at 1. "At least 12.5 hours from people of 4 hours" is answered with
# 4 people by HiGHS and SCIP; to GLPK, reading the same file, it has no answer. MPS has no word on which is right.
#
# Why it matters: headcounts and numbers of shifts are just such columns. A model built with PuLP (or by hand after the same
# habit) and given to GLPK as a file is INFEASIBLE, or, where shortage has a price, is solved with one person a class at the
# most, and nothing says so. Write the upper bound as `PL`, or write the file with HiGHS.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pulp==3.3.2 swiglpk==5.0.13 highspy==1.16.0 pyscipopt==6.3.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import highspy
import pulp
import swiglpk as glpk
from pyscipopt import Model

model = pulp.LpProblem("heads", pulp.LpMinimize)
heads = pulp.LpVariable("heads", lowBound=0, cat="Integer")
model += heads
model += 4 * heads >= 12.5
model.writeMPS("heads.mps")
print(*[line.rstrip() for line in open("heads.mps") if " BND " in line], sep="\n")

problem = glpk.glp_create_prob()
glpk.glp_term_out(glpk.GLP_OFF)
assert glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, "heads.mps") == 0
settings = glpk.glp_iocp()
glpk.glp_init_iocp(settings)
settings.presolve = glpk.GLP_ON
refusal = glpk.glp_intopt(problem, settings)
bound = glpk.glp_get_col_ub(problem, 1)
print(f"GLPK  {glpk.glp_version()}: at most {bound:g}, no feasible answer: {refusal == glpk.GLP_ENOPFS}")
assert glpk.glp_get_col_ub(problem, 1) == 1 and refusal == glpk.GLP_ENOPFS

highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.readModel("heads.mps")
highs.run()
print(f"HiGHS {highs.version()}: at most {highs.getLp().col_upper_[0]:g}, {highs.getSolution().col_value[0]:g} people")
assert highs.getSolution().col_value[0] == 4

scip = Model()
scip.hideOutput()
scip.readProblem("heads.mps")
bound = scip.getVars()[0].getUbOriginal()
scip.optimize()
print(f"SCIP  {scip.version():.1f}: at most {bound:g}, {scip.getObjVal():g} people")
assert round(scip.getObjVal()) == 4
PY
echo OK
