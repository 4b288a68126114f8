// The only door to GLPK: flat arrays in, flat arrays out, a status for everything that can happen.
//
// What comes in: bounds, costs and matrix entries as C arrays, indexes from 0, no (row, column) twice.
// What goes out: a status, numbers in arrays of the caller, and after a fault GLPK's own words.
// What it never does: print, abort the process, jump over a frame of the caller, or keep memory after the last problem of
// a thread, or the thread itself, is gone. Bounds are plain numbers, infinities included; equal bounds become GLPK's fixed kind here.
#ifndef GLPK_SHIM_H
#define GLPK_SHIM_H

#include <stddef.h>
#include <stdint.h>

/// What a call ended with. Negative: the answer is unusable; `muster_glpk_message` says why.
enum {
  MUSTER_OPTIMAL = 0,
  /// A point that meets every constraint, not proven best: a limit or the gap asked for was reached.
  MUSTER_FEASIBLE = 1,
  MUSTER_INFEASIBLE = 2,
  MUSTER_UNBOUNDED = 3,
  /// A limit was reached before any point that meets every constraint was known.
  MUSTER_NOTHING_YET = 4,
  MUSTER_DONE = 5,
  MUSTER_FAULT = -1,
  MUSTER_WRONG_THREAD = -2,
  MUSTER_DEAD = -3,
  MUSTER_NO_MEMORY = -4,
};

/// Why a search ended before its proof.
enum { MUSTER_RAN_OUT = 0, MUSTER_BY_BUDGET = 1, MUSTER_BY_TIME = 2, MUSTER_BY_CALLER = 3, MUSTER_BY_GAP = 4 };

/// Told at most once a node; a result other than 0 ends the search. Must not call GLPK on the problem being solved.
typedef int (*muster_observer)(void *context, int has_incumbent, double best, double bound, int64_t nodes);

typedef struct {
  /// Dual simplex first, for a basis that became primal infeasible by new rows or bounds.
  int prefers_dual;
  /// GLPK's LP presolver; only a fresh problem may ask for it.
  int presolves;
  /// Nodes of branch and bound; repeatable. Negative: no limit.
  int64_t node_limit;
  /// Simplex iterations of the (root) relaxation; repeatable. Negative: no limit.
  int iteration_limit;
  /// Wall milliseconds for the whole call, a safety net. Negative: no limit.
  int64_t time_limit_ms;
  /// Stop when (best - bound) <= relative_gap * |best|, or <= absolute_gap.
  double relative_gap, absolute_gap;
  /// 1 first fractional, 2 last, 3 most fractional, 4 Driebeck-Tomlin, 5 pseudo-costs (GLPK's numbers).
  int branching;
  /// 1 depth first, 2 breadth first, 3 best local bound, 4 best projection (GLPK's numbers).
  int backtracking;
  /// 1 Gomory, 2 mixed integer rounding, 4 cover, 8 clique.
  int cuts;
  int rounds_simply, pumps;
  muster_observer observer;
  void *context;
} muster_options;

typedef struct {
  /// Cost of the point in the arrays of the caller; least cost that is possible.
  double objective, bound;
  int64_t nodes;
  int64_t iterations;
  /// One of MUSTER_RAN_OUT, MUSTER_BY_...
  int stopped;
  /// 1 when the incumbent that was offered met every constraint.
  int incumbent_accepted;
} muster_outcome;

/// A problem that stays alive between calls. All calls belong to the thread that made it. Deleted on another thread it
/// is ended by its own, with the next call there or when that thread ends.
typedef struct muster_problem muster_problem;

/// Version of the linked library, such as "5.0".
const char *muster_glpk_version(void);
/// GLPK's words about the last fault on this thread; empty when there was none.
const char *muster_glpk_message(void);
/// Bytes that GLPK holds on this thread now.
size_t muster_glpk_bytes_in_use(void);

/// Builds, solves, reads and frees one problem.
///
/// Rows are compressed: the entries of row i are starts[i] ..< starts[i + 1]. `integer` marks integer columns.
/// `incumbent` is empty (`incumbent_count` 0) or one value a column. Duals and reduced costs are those of the relaxation.
int muster_solve(
    int columns, const double *lower, const double *upper, const double *cost, const uint8_t *integer, int rows,
    const double *row_lower, const double *row_upper, const int32_t *starts, const int32_t *entry_column,
    const double *entry_value, double constant, int incumbent_count, const double *incumbent, muster_options options,
    double *values, double *reduced_costs, double *activities, double *duals, muster_outcome *outcome);

muster_problem *muster_problem_create(void);
void muster_problem_delete(muster_problem *problem);

int muster_problem_add_rows(muster_problem *problem, int count, const double *lower, const double *upper);
/// Columns are compressed: the entries of column j are starts[j] ..< starts[j + 1].
int muster_problem_add_columns(
    muster_problem *problem, int count, const double *lower, const double *upper, const double *cost,
    const int32_t *starts, const int32_t *entry_row, const double *entry_value);
/// Removes columns; the others keep their order. `columns` names none twice.
int muster_problem_delete_columns(muster_problem *problem, int count, const int32_t *columns);
int muster_problem_set_column_bounds(
    muster_problem *problem, int count, const int32_t *columns, const double *lower, const double *upper);
int muster_problem_set_row_bounds(
    muster_problem *problem, int count, const int32_t *rows, const double *lower, const double *upper);

/// Continues from the basis at hand.
int muster_problem_simplex(muster_problem *problem, muster_options options, muster_outcome *outcome);
/// Solves the whole problem by the interior point method, which keeps no basis; an array may be null. `observer` is asked after
/// each iteration. `most_nonzeros`, unless negative, ends it before the first iteration where the triangular factor would have
/// more entries: each iteration takes about their square, divided by the rows, in multiplications. Ended by either, or after a
/// fault, the problem is dead. MUSTER_FEASIBLE: the best point of a method that lost its footing before it was sure; it may break
/// constraints a little.
int muster_problem_interior(
    muster_problem *problem, int64_t most_nonzeros, muster_observer observer, void *context, double *values,
    double *duals, muster_outcome *outcome);
/// Reads the current basic solution; an array may be null. `is_basic` gets 1 for basic columns.
int muster_problem_read(
    muster_problem *problem, double *values, double *reduced_costs, double *activities, double *duals,
    uint8_t *is_basic);
/// Reads or sets the state of every row and column in the basis, GLPK's codes; a basis that was read may be set in a
/// problem with the same rows and columns.
int muster_problem_read_basis(muster_problem *problem, uint8_t *rows, uint8_t *columns);
int muster_problem_set_basis(muster_problem *problem, const uint8_t *rows, const uint8_t *columns);
/// Branch and bound from the optimal relaxation at hand; `integer` marks integer columns. The problem stays as it was.
int muster_problem_search(
    muster_problem *problem, const uint8_t *integer, int incumbent_count, const double *incumbent,
    muster_options options, double *values, muster_outcome *outcome);

#endif
