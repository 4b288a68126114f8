#!/usr/bin/env bash
# CBC (inside mip 2.0.0) beside GLPK 5.0, HiGHS 1.16 and SCIP 10.0: a column of an MPS file whose only bound is an upper one below zero.
#
# Seen: GLPK, HiGHS and SCIP leave the lower bound at zero, so that the column may take no value and the model is infeasible;
# CBC takes the lower bound away and finds an optimum. An upper bound of exactly zero leaves 0 to 0 in all four.
#
# Why it matters: a vendor's credit or a planned cut ("at most -2 heads") is such a column. One file, two truths: which
# solver is installed decides whether the plan is INFEASIBLE. Write the lower bound (`MI` or `LO`) beside every such line.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet mip==2.0.0 swiglpk==5.0.13 highspy==1.16.0 pyscipopt==6.3.0
cd "$place"
cat > cut.mps <<'MPS'
NAME          CUT
ROWS
 N  COST
 G  LEFT
COLUMNS
    CHANGE    COST       1.0           LEFT      1.0
    NOTHING   COST       1.0           LEFT      1.0
RHS
    RHS       LEFT      -10.0
BOUNDS
 UP BND       CHANGE    -2.0
 UP BND       NOTHING    0.0
ENDATA
MPS
"$place/venv/bin/python" - <<'PY'
import highspy
import mip
import swiglpk as glpk
from pyscipopt import Model

glpk.glp_term_out(glpk.GLP_OFF)
problem = glpk.glp_create_prob()
assert glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, "cut.mps") == 0
read = {"GLPK": [glpk.glp_get_col_lb(problem, column) for column in (1, 2)]}

highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.readModel("cut.mps")
read["HiGHS"] = list(highs.getLp().col_lower_)
highs.run()
assert highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible

scip = Model()
scip.hideOutput()
scip.readProblem("cut.mps")
named = {variable.name: variable.getLbOriginal() for variable in scip.getVars()}
read["SCIP"] = [named["CHANGE"], named["NOTHING"]]

cbc = mip.Model(solver_name=mip.CBC)
cbc.verbose = 0
cbc.read("cut.mps")
read["CBC"] = [variable.lb for variable in cbc.vars]
status = cbc.optimize()
for name, bounds in read.items():
    print(f"{name:5} lower bounds: {bounds[0]:.3g} and {bounds[1]:g}")
print(f"CBC: {status.name.lower()}, cost {cbc.objective_value:g}")
assert read["GLPK"] == read["HiGHS"] == read["SCIP"] == [0, 0], read
assert read["CBC"][0] < -1e300 and read["CBC"][1] == 0 and cbc.objective_value == -10
PY
echo OK
