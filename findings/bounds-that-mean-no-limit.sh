#!/usr/bin/env bash
# GLPK 5.0 (swiglpk 5.0.13) and CP-SAT (ortools 9.15.6755) beside HiGHS 1.16.0 and SCIP 10.0 (pyscipopt 6.3.0), PyPI:
# an MPS file of own heads (at most 5, cost 1) and agency heads (cost 2, "no limit"), ten of which are needed.
#
# Seen: HiGHS and SCIP say 15 whatever the limit. With 1e17, GLPK (integer presolve) and CP-SAT both call 32 optimal, 16
# heads for a need of ten, for the gap between doubles is 16 there. With 1e20, or 1e30, which HiGHS and SCIP take for
# infinity, GLPK says 20 and hires nobody of its own, although its relaxation is 15; CP-SAT says 15, and that 1e30 is
# an invalid model. CP-SAT itself cuts a whole-number column ten million above its lower bound, a stated limit too: of
# a contract of 12 million minutes it uses 10, buys the rest, and proves 20 million optimal where 18 is right.
#
# Why it matters: status, bound and gap look perfect and only the plan is dear; two solvers may even agree on it. Give
# a column the least limit that is surely enough; count the money and minutes of a year in thousands for CP-SAT, or
# raise its mip_max_bound; and look at the relaxation when a GLPK optimum is far above it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet swiglpk==5.0.13 ortools==9.15.6755 highspy==1.16.0 pyscipopt==6.3.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import pathlib

import highspy
import swiglpk as glpk
from ortools.linear_solver.python import model_builder
from pyscipopt import Model

COLUMN = "    {0:<9} COST      {1:<14} NEED      1.0\n"
MARKER = "    {0:<9} 'MARKER'                 '{1}'\n"
glpk.glp_term_out(glpk.GLP_OFF)


def costs(need, own, agency, parameters=""):
    limit = f" UP BND       AGENCY    {agency}\n" if agency else " PL BND       AGENCY\n"
    pathlib.Path("staff.mps").write_text(
        "NAME          STAFF\nROWS\n N  COST\n G  NEED\nCOLUMNS\n" + MARKER.format("M1", "INTORG")
        + COLUMN.format("OWN", 1.0) + COLUMN.format("AGENCY", 2.0) + MARKER.format("M2", "INTEND")
        + f"RHS\n    RHS       NEED      {need}\nBOUNDS\n UP BND       OWN       {own}\n{limit}ENDATA\n")
    highs, scip, problem, options = highspy.Highs(), Model(), glpk.glp_create_prob(), glpk.glp_iocp()
    highs.setOptionValue("output_flag", False)
    highs.readModel("staff.mps")
    highs.run()
    scip.hideOutput()
    scip.readProblem("staff.mps")
    scip.optimize()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal and scip.getStatus() == "optimal"
    assert glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, "staff.mps") == 0
    glpk.glp_simplex(problem, None)
    glpk.glp_init_iocp(options)
    options.presolve = glpk.GLP_ON
    assert glpk.glp_intopt(problem, options) == 0 and glpk.glp_mip_status(problem) == glpk.GLP_OPT
    model, sat = model_builder.Model(), model_builder.Solver("sat")
    assert model.import_from_mps_file("staff.mps")
    sat.set_solver_specific_parameters(parameters)
    by_sat = sat.solve(model).name
    if by_sat == "OPTIMAL":
        by_sat = sat.objective_value
        assert by_sat == sat.best_objective_bound
    right = round(highs.getInfo().objective_function_value, 6)
    assert right == round(scip.getObjVal(), 6) == round(glpk.glp_get_obj_val(problem), 6)
    seen = [right, glpk.glp_mip_obj_val(problem), by_sat]
    print(f"limit {agency}: HiGHS, SCIP and GLPK's relaxation {right}, GLPK {seen[1]}, CP-SAT {by_sat}", parameters)
    return seen


assert costs(10, 5, None) == costs(10, 5, "1e9") == [15, 15, 15]
assert costs(10, 5, "1e17") == [15, 32, 32]
assert costs(10, 5, "1e20") == [15, 20, 15]
assert costs(10, 5, "1e30") == [15, 20, "MODEL_INVALID"]
assert costs(15000000, 12000000, None) == costs(15000000, 12000000, "20000000") == [18e6, 18e6, 20e6]
assert costs(15000000, 12000000, None, "mip_max_bound: 1e9") == [18e6, 18e6, 18e6]
PY
echo OK
