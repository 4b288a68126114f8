// How a fault of GLPK becomes a status. GLPK reports misuse through a hook that must not return. `guarded` sets the jump
// target, calls one piece of work and returns its status; the hook jumps back into `guarded`, never further. Work keeps
// its memory in a struct of the caller of `guarded`, so what was allocated is freed on both ways out.
//
// GLPK's memory belongs to a thread. Each thread counts its problems; when the last one goes, everything GLPK holds on
// that thread goes too, the remains of faulted problems included. A problem dropped by another thread is left at the home
// of its own, which ends it with its next call; a thread that ends takes along whatever GLPK still holds on it.
#include "GLPKShim.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__APPLE__)
#define SET_JUMP _setjmp
#define LONG_JUMP _longjmp
#else
#define SET_JUMP setjmp
#define LONG_JUMP longjmp
#endif

enum { MESSAGE_LENGTH = 512 };

static _Thread_local jmp_buf *jump_target;
static _Thread_local int problems_alive;
static _Thread_local char message[MESSAGE_LENGTH];

/// What a thread and its living problems have in common; it stays until the thread and the last of them are gone.
typedef struct {
  pthread_mutex_t lock;
  /// The thread, as long as it runs, and its problems.
  int users;
  /// Whether the thread has ended; its problems then hold nothing of GLPK any more.
  int is_gone;
  /// Problems that other threads dropped.
  muster_problem *dropped;
} home;

static _Thread_local home *own_home;
static pthread_key_t home_key;
static pthread_once_t home_key_once = PTHREAD_ONCE_INIT;
static int has_home_key;

struct muster_problem {
  glp_prob *glpk;
  /// Of the thread that made it.
  home *home;
  int is_dead;
  /// The next one in a list of dropped problems.
  muster_problem *next;
};

const char *muster_glpk_version(void) { return glp_version(); }
const char *muster_glpk_message(void) { return message; }

static void end_dropped(home *at);

size_t muster_glpk_bytes_in_use(void) {
  size_t total = 0;
  end_dropped(own_home);
  glp_mem_usage(NULL, NULL, &total, NULL);
  if (problems_alive == 0) glp_free_env();
  return total;
}

// ---- faults

static int keep_words(void *info, const char *text) {
  (void)info;
  size_t used = strlen(message);
  strncat(message, text, MESSAGE_LENGTH - 1 - used);
  return 1;
}

static void jump_back(void *info) {
  (void)info;
  if (jump_target != NULL) LONG_JUMP(*jump_target, 1);
}

static int guarded(int (*work)(void *), void *argument) {
  jmp_buf here;
  jmp_buf *const outer = jump_target;
  message[0] = 0;
  glp_term_out(GLP_OFF);
  glp_term_hook(keep_words, NULL);
  glp_error_hook(jump_back, NULL);
  jump_target = &here;
  int status;
  if (SET_JUMP(here) == 0)
    status = work(argument);
  else
    status = MUSTER_FAULT;
  jump_target = outer;
  return status;
}

static void leave_thread(void) {
  problems_alive -= 1;
  if (problems_alive == 0) glp_free_env();
}

// ---- building

/// GLPK's kind of bound for a pair of numbers.
static int kind_of(double lower, double upper) {
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  if (isinf(upper)) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB;
}

static void bound_row(glp_prob *glpk, int row, double lower, double upper) {
  glp_set_row_bnds(glpk, row + 1, kind_of(lower, upper), lower, upper);
}

static void bound_column(glp_prob *glpk, int column, double lower, double upper) {
  glp_set_col_bnds(glpk, column + 1, kind_of(lower, upper), lower, upper);
}

/// Space for one row or column in GLPK's numbering, which starts at 1.
typedef struct {
  int *index;
  double *value;
} scratch;

static int scratch_make(scratch *space, const int32_t *starts, int count) {
  int longest = 0;
  for (int i = 0; i < count; i++)
    if (starts[i + 1] - starts[i] > longest) longest = starts[i + 1] - starts[i];
  space->index = malloc(sizeof(int) * (size_t)(longest + 1));
  space->value = malloc(sizeof(double) * (size_t)(longest + 1));
  return space->index != NULL && space->value != NULL;
}

static void scratch_free(scratch *space) {
  free(space->index);
  free(space->value);
}

static int scratch_fill(scratch *space, const int32_t *starts, int i, const int32_t *index, const double *value) {
  const int first = starts[i], count = starts[i + 1] - first;
  for (int k = 0; k < count; k++) {
    space->index[k + 1] = index[first + k] + 1;
    space->value[k + 1] = value[first + k];
  }
  return count;
}

// ---- simplex

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int time_left(const muster_options *options, double started) {
  if (options->time_limit_ms < 0) return INT_MAX;
  const double left = (double)options->time_limit_ms - (now_ms() - started);
  return left <= 0 ? 0 : left >= INT_MAX ? INT_MAX : (int)left;
}

static int simplex_with(glp_prob *glpk, const muster_options *options, double started, int presolves) {
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.meth = options->prefers_dual ? GLP_DUALP : GLP_PRIMAL;
  parameters.presolve = presolves ? GLP_ON : GLP_OFF;
  parameters.tm_lim = time_left(options, started);
  if (options->iteration_limit >= 0) parameters.it_lim = options->iteration_limit;
  return glp_simplex(glpk, &parameters);
}

static int relax(glp_prob *glpk, const muster_options *options, double started, muster_outcome *outcome) {
  const int before = glp_get_it_cnt(glpk);
  int code = simplex_with(glpk, options, started, options->presolves);
  if (code == GLP_ENOPFS) return MUSTER_INFEASIBLE;
  if (code == GLP_ENODFS) code = simplex_with(glpk, options, started, 0);
  if (code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND || code == GLP_EFAIL) {
    // The basis at hand cannot be factorized: start again from the slack basis, which always can.
    glp_std_basis(glpk);
    code = simplex_with(glpk, options, started, 0);
  }
  outcome->iterations += glp_get_it_cnt(glpk) - before;
  outcome->objective = glp_get_obj_val(glpk);
  if (code == GLP_EITLIM) outcome->stopped = MUSTER_BY_BUDGET;
  if (code == GLP_ETMLIM) outcome->stopped = MUSTER_BY_TIME;
  if (code != 0 && code != GLP_EITLIM && code != GLP_ETMLIM) {
    glp_error("simplex gave up with code %d\n", code);
  }
  switch (glp_get_status(glpk)) {
    case GLP_OPT: outcome->bound = outcome->objective; return MUSTER_OPTIMAL;
    case GLP_NOFEAS: return MUSTER_INFEASIBLE;
    case GLP_UNBND: return MUSTER_UNBOUNDED;
    case GLP_FEAS: return MUSTER_FEASIBLE;
    default: return MUSTER_NOTHING_YET;
  }
}

static void read_relaxation(
    glp_prob *glpk, double *values, double *reduced_costs, double *activities, double *duals, uint8_t *is_basic) {
  const int columns = glp_get_num_cols(glpk), rows = glp_get_num_rows(glpk);
  for (int j = 0; j < columns; j++) {
    if (values) values[j] = glp_get_col_prim(glpk, j + 1);
    if (reduced_costs) reduced_costs[j] = glp_get_col_dual(glpk, j + 1);
    if (is_basic) is_basic[j] = glp_get_col_stat(glpk, j + 1) == GLP_BS;
  }
  for (int i = 0; i < rows; i++) {
    if (activities) activities[i] = glp_get_row_prim(glpk, i + 1);
    if (duals) duals[i] = glp_get_row_dual(glpk, i + 1);
  }
}

// ---- branch and bound

typedef struct {
  const muster_options *options;
  muster_outcome *outcome;
  double started;
  /// Counted from 1 as GLPK reads it; null when none is offered.
  double *incumbent;
} search;

/// Looks at the tree at most this often, since finding its best node takes a pass over all of them.
enum { NODES_BETWEEN_LOOKS = 16 };

static void look_at(glp_tree *tree, search *s) {
  glp_prob *glpk = glp_ios_get_prob(tree);
  const int node = glp_ios_best_node(tree);
  if (node != 0) {
    const double bound = glp_ios_node_bound(tree, node);
    if (bound > s->outcome->bound && bound < DBL_MAX) s->outcome->bound = bound;
  }
  const int found = glp_mip_status(glpk) == GLP_FEAS || glp_mip_status(glpk) == GLP_OPT;
  const double best = found ? glp_mip_obj_val(glpk) : 0;
  if (found && best - s->outcome->bound <= s->options->absolute_gap) {
    s->outcome->stopped = MUSTER_BY_GAP;
    glp_ios_terminate(tree);
  }
  if (s->options->observer != NULL &&
      s->options->observer(s->options->context, found, best, s->outcome->bound, s->outcome->nodes) != 0) {
    s->outcome->stopped = MUSTER_BY_CALLER;
    glp_ios_terminate(tree);
  }
}

static void at_node(glp_tree *tree, void *info) {
  search *const s = info;
  switch (glp_ios_reason(tree)) {
    case GLP_IPREPRO:
      // Called once for every node, before its relaxation is solved.
      if (s->options->node_limit >= 0 && s->outcome->nodes >= s->options->node_limit) {
        look_at(tree, s);
        s->outcome->stopped = MUSTER_BY_BUDGET;
        glp_ios_terminate(tree);
        return;
      }
      s->outcome->nodes += 1;
      if (time_left(s->options, s->started) == 0) {
        look_at(tree, s);
        s->outcome->stopped = MUSTER_BY_TIME;
        glp_ios_terminate(tree);
        return;
      }
      if (s->outcome->nodes % NODES_BETWEEN_LOOKS == 1) look_at(tree, s);
      return;
    case GLP_IBINGO: look_at(tree, s); return;
    case GLP_IHEUR:
      if (s->incumbent != NULL) {
        glp_ios_heur_sol(tree, s->incumbent);
        s->incumbent = NULL;
      }
      return;
    default: return;
  }
}

/// Whether a point (counted from 1) meets bounds, integrality and rows; its cost in `cost`.
static int is_point_feasible(glp_prob *glpk, const double *point, scratch *space, double *cost) {
  const double tolerance = 1e-6;
  const int columns = glp_get_num_cols(glpk), rows = glp_get_num_rows(glpk);
  *cost = glp_get_obj_coef(glpk, 0);
  for (int j = 1; j <= columns; j++) {
    const double x = point[j];
    if (!isfinite(x)) return 0;
    if (x < glp_get_col_lb(glpk, j) - tolerance || x > glp_get_col_ub(glpk, j) + tolerance) return 0;
    if (glp_get_col_kind(glpk, j) != GLP_CV && fabs(x - round(x)) > tolerance) return 0;
    *cost += x * glp_get_obj_coef(glpk, j);
  }
  for (int i = 1; i <= rows; i++) {
    const int count = glp_get_mat_row(glpk, i, space->index, space->value);
    double sum = 0, size = 1;
    for (int k = 1; k <= count; k++) {
      const double term = space->value[k] * point[space->index[k]];
      sum += term;
      size += fabs(term);
    }
    if (sum < glp_get_row_lb(glpk, i) - tolerance * size || sum > glp_get_row_ub(glpk, i) + tolerance * size) return 0;
  }
  return 1;
}

/// Branch and bound on a problem whose relaxation is optimal and whose integer columns are marked.
static int branch(
    glp_prob *glpk, const muster_options *options, double started, double *incumbent, scratch *space, double *values,
    muster_outcome *outcome) {
  const int columns = glp_get_num_cols(glpk);
  double offered_cost = INFINITY;
  if (incumbent != NULL) {
    outcome->incumbent_accepted = is_point_feasible(glpk, incumbent, space, &offered_cost);
    if (!outcome->incumbent_accepted) offered_cost = INFINITY;
  }
  search s = {options, outcome, started, outcome->incumbent_accepted ? incumbent : NULL};
  glp_iocp parameters;
  glp_init_iocp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.br_tech = options->branching;
  parameters.bt_tech = options->backtracking;
  parameters.mip_gap = options->relative_gap;
  parameters.gmi_cuts = options->cuts & 1 ? GLP_ON : GLP_OFF;
  parameters.mir_cuts = options->cuts & 2 ? GLP_ON : GLP_OFF;
  parameters.cov_cuts = options->cuts & 4 ? GLP_ON : GLP_OFF;
  parameters.clq_cuts = options->cuts & 8 ? GLP_ON : GLP_OFF;
  parameters.sr_heur = options->rounds_simply ? GLP_ON : GLP_OFF;
  parameters.fp_heur = options->pumps ? GLP_ON : GLP_OFF;
  parameters.cb_func = at_node;
  parameters.cb_info = &s;
  const double root_bound = outcome->bound;
  const int code = glp_intopt(glpk, &parameters);
  const int state = glp_mip_status(glpk);
  const int found = state == GLP_OPT || state == GLP_FEAS;
  if (code == GLP_EMIPGAP) outcome->stopped = MUSTER_BY_GAP;
  if (code != 0 && code != GLP_EMIPGAP && code != GLP_ESTOP && code != GLP_ETMLIM) {
    glp_error("branch and bound gave up with code %d\n", code);
  }
  const double cost = found ? glp_mip_obj_val(glpk) : INFINITY;
  if (found && cost <= offered_cost) {
    outcome->objective = cost;
    for (int j = 0; j < columns; j++) values[j] = glp_mip_col_val(glpk, j + 1);
  } else if (outcome->incumbent_accepted) {
    outcome->objective = offered_cost;
    memcpy(values, incumbent + 1, sizeof(double) * (size_t)columns);
  } else {
    if (code == 0) return MUSTER_INFEASIBLE;
    outcome->bound = fmax(outcome->bound, root_bound);
    return MUSTER_NOTHING_YET;
  }
  // GLPK stops by its own gap without telling the bound; the gap that it promises is one.
  if (code == GLP_EMIPGAP)
    outcome->bound = fmax(outcome->bound, outcome->objective - options->relative_gap * fabs(outcome->objective));
  outcome->bound = code == 0 ? outcome->objective : fmin(outcome->bound, outcome->objective);
  const int is_proven = outcome->objective - outcome->bound <= 1e-9 * fmax(1, fabs(outcome->objective));
  if (is_proven) outcome->stopped = MUSTER_RAN_OUT;
  return is_proven ? MUSTER_OPTIMAL : MUSTER_FEASIBLE;
}

static double *incumbent_make(int columns, int count, const double *incumbent) {
  if (count != columns || count == 0) return NULL;
  double *copy = malloc(sizeof(double) * (size_t)(columns + 1));
  if (copy == NULL) return NULL;
  copy[0] = 0;
  memcpy(copy + 1, incumbent, sizeof(double) * (size_t)columns);
  return copy;
}

static int row_space_make(scratch *space, int columns) {
  const int32_t starts[2] = {0, columns};
  return scratch_make(space, starts, 1);
}

static void clear_outcome(muster_outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  outcome->bound = -INFINITY;
}

// ---- a single solve

typedef struct {
  int columns, rows;
  const double *lower, *upper, *cost, *row_lower, *row_upper, *entry_value;
  const uint8_t *integer;
  const int32_t *starts, *entry_column;
  double constant;
  const muster_options *options;
  double *incumbent, *values, *reduced_costs, *activities, *duals;
  scratch space;
  muster_outcome *outcome;
  glp_prob *glpk;
} single_solve;

static int solve_once(void *argument) {
  single_solve *const a = argument;
  const double started = now_ms();
  glp_prob *const glpk = a->glpk = glp_create_prob();
  if (a->columns > 0) glp_add_cols(glpk, a->columns);
  if (a->rows > 0) glp_add_rows(glpk, a->rows);
  glp_set_obj_coef(glpk, 0, a->constant);
  int integers = 0;
  for (int j = 0; j < a->columns; j++) {
    bound_column(glpk, j, a->lower[j], a->upper[j]);
    glp_set_obj_coef(glpk, j + 1, a->cost[j]);
    if (a->integer[j]) {
      glp_set_col_kind(glpk, j + 1, GLP_IV);
      integers += 1;
    }
  }
  for (int i = 0; i < a->rows; i++) {
    bound_row(glpk, i, a->row_lower[i], a->row_upper[i]);
    const int count = scratch_fill(&a->space, a->starts, i, a->entry_column, a->entry_value);
    glp_set_mat_row(glpk, i + 1, count, a->space.index, a->space.value);
  }
  int status = relax(glpk, a->options, started, a->outcome);
  read_relaxation(glpk, a->values, a->reduced_costs, a->activities, a->duals, NULL);
  if (integers > 0 && status == MUSTER_OPTIMAL) {
    status = branch(glpk, a->options, started, a->incumbent, &a->space, a->values, a->outcome);
  } else if (integers > 0 && (status == MUSTER_FEASIBLE || status == MUSTER_NOTHING_YET)) {
    // The relaxation itself ran out of budget: only the point that was offered is known.
    double cost = 0;
    status = MUSTER_NOTHING_YET;
    if (a->incumbent != NULL && is_point_feasible(glpk, a->incumbent, &a->space, &cost)) {
      a->outcome->incumbent_accepted = 1;
      a->outcome->objective = cost;
      memcpy(a->values, a->incumbent + 1, sizeof(double) * (size_t)a->columns);
      status = MUSTER_FEASIBLE;
    }
  }
  if (integers > 0 && (status == MUSTER_OPTIMAL || status == MUSTER_FEASIBLE)) {
    for (int i = 0; i < a->rows; i++) {
      double sum = 0;
      for (int k = a->starts[i]; k < a->starts[i + 1]; k++) sum += a->entry_value[k] * a->values[a->entry_column[k]];
      a->activities[i] = sum;
    }
  }
  glp_delete_prob(glpk);
  a->glpk = NULL;
  return status;
}

static int forget_faulted(void *argument) {
  glp_delete_prob(((single_solve *)argument)->glpk);
  return MUSTER_DONE;
}

int muster_solve(
    int columns, const double *lower, const double *upper, const double *cost, const uint8_t *integer, int rows,
    const double *row_lower, const double *row_upper, const int32_t *starts, const int32_t *entry_column,
    const double *entry_value, double constant, int incumbent_count, const double *incumbent, muster_options options,
    double *values, double *reduced_costs, double *activities, double *duals, muster_outcome *outcome) {
  clear_outcome(outcome);
  single_solve a = {
      .columns = columns, .rows = rows, .lower = lower, .upper = upper, .cost = cost, .row_lower = row_lower,
      .row_upper = row_upper, .entry_value = entry_value, .integer = integer, .starts = starts,
      .entry_column = entry_column, .constant = constant, .options = &options,
      .incumbent = incumbent_make(columns, incumbent_count, incumbent), .values = values,
      .reduced_costs = reduced_costs, .activities = activities, .duals = duals, .outcome = outcome};
  int status = MUSTER_NO_MEMORY;
  if (row_space_make(&a.space, columns)) {
    problems_alive += 1;
    status = guarded(solve_once, &a);
    if (status == MUSTER_FAULT && a.glpk != NULL) {
      char words[MESSAGE_LENGTH];
      memcpy(words, message, sizeof words);
      guarded(forget_faulted, &a);
      memcpy(message, words, sizeof words);
    }
    leave_thread();
  }
  scratch_free(&a.space);
  free(a.incumbent);
  return status;
}

// ---- a problem that stays alive

/// One user fewer; the last one clears away.
static void leave_home(home *at) {
  pthread_mutex_lock(&at->lock);
  const int users = at->users -= 1;
  pthread_mutex_unlock(&at->lock);
  if (users > 0) return;
  pthread_mutex_destroy(&at->lock);
  free(at);
}

/// Runs when a thread ends: all that GLPK holds on it goes, whoever still has its problems.
static void close_home(void *argument) {
  home *const at = argument;
  own_home = NULL;
  problems_alive = 0;
  glp_free_env();
  pthread_mutex_lock(&at->lock);
  at->is_gone = 1;
  muster_problem *problem = at->dropped;
  at->dropped = NULL;
  pthread_mutex_unlock(&at->lock);
  while (problem != NULL) {
    muster_problem *const next = problem->next;
    free(problem);
    leave_home(at);
    problem = next;
  }
  leave_home(at);
}

static void make_home_key(void) { has_home_key = pthread_key_create(&home_key, close_home) == 0; }

/// The home of this thread, made at the first call; null where memory is short.
static home *home_here(void) {
  if (own_home != NULL) return own_home;
  pthread_once(&home_key_once, make_home_key);
  home *const fresh = has_home_key ? calloc(1, sizeof *fresh) : NULL;
  if (fresh == NULL) return NULL;
  if (pthread_mutex_init(&fresh->lock, NULL) != 0) {
    free(fresh);
    return NULL;
  }
  if (pthread_setspecific(home_key, fresh) != 0) {
    pthread_mutex_destroy(&fresh->lock);
    free(fresh);
    return NULL;
  }
  fresh->users = 1;
  own_home = fresh;
  return fresh;
}

static int create(void *argument) {
  ((muster_problem *)argument)->glpk = glp_create_prob();
  return MUSTER_DONE;
}

muster_problem *muster_problem_create(void) {
  home *const at = home_here();
  muster_problem *problem = at == NULL ? NULL : calloc(1, sizeof *problem);
  if (problem == NULL) return NULL;
  end_dropped(at);
  problems_alive += 1;
  if (guarded(create, problem) != MUSTER_DONE) {
    leave_thread();
    free(problem);
    return NULL;
  }
  problem->home = at;
  pthread_mutex_lock(&at->lock);
  at->users += 1;
  pthread_mutex_unlock(&at->lock);
  return problem;
}

static int destroy(void *argument) {
  glp_delete_prob(((muster_problem *)argument)->glpk);
  return MUSTER_DONE;
}

/// Ends a problem on its own thread.
static void end_here(muster_problem *problem) {
  home *const at = problem->home;
  // A dead problem is tried too; should that fail, its memory goes with the thread's last problem.
  guarded(destroy, problem);
  free(problem);
  leave_home(at);
  leave_thread();
}

/// Ends what other threads dropped of this thread's problems.
static void end_dropped(home *at) {
  if (at == NULL) return;
  pthread_mutex_lock(&at->lock);
  muster_problem *problem = at->dropped;
  at->dropped = NULL;
  pthread_mutex_unlock(&at->lock);
  while (problem != NULL) {
    muster_problem *const next = problem->next;
    end_here(problem);
    problem = next;
  }
}

void muster_problem_delete(muster_problem *problem) {
  home *const at = problem->home;
  if (at == own_home) {
    end_here(problem);
    end_dropped(at);
    return;
  }
  // GLPK's memory of another thread must not be touched here.
  pthread_mutex_lock(&at->lock);
  const int is_gone = at->is_gone;
  if (!is_gone) {
    problem->next = at->dropped;
    at->dropped = problem;
  }
  pthread_mutex_unlock(&at->lock);
  if (!is_gone) return;
  free(problem);
  leave_home(at);
}

/// One call on a living problem; a fault kills the problem, since GLPK may have left it half changed.
static int call(muster_problem *problem, int (*work)(void *), void *argument) {
  if (problem->home != own_home) return MUSTER_WRONG_THREAD;
  if (problem->is_dead) return MUSTER_DEAD;
  end_dropped(own_home);
  const int status = guarded(work, argument);
  if (status == MUSTER_FAULT) problem->is_dead = 1;
  return status;
}

typedef struct {
  glp_prob *glpk;
  int count;
  const double *lower, *upper, *cost, *value;
  const int32_t *starts, *index;
  scratch space;
} change;

static int add_rows(void *argument) {
  change *const a = argument;
  const int first = glp_add_rows(a->glpk, a->count) - 1;
  for (int i = 0; i < a->count; i++) bound_row(a->glpk, first + i, a->lower[i], a->upper[i]);
  return MUSTER_DONE;
}

int muster_problem_add_rows(muster_problem *problem, int count, const double *lower, const double *upper) {
  if (count == 0) return MUSTER_DONE;
  change a = {.glpk = problem->glpk, .count = count, .lower = lower, .upper = upper};
  return call(problem, add_rows, &a);
}

static int add_columns(void *argument) {
  change *const a = argument;
  const int first = glp_add_cols(a->glpk, a->count) - 1;
  for (int j = 0; j < a->count; j++) {
    bound_column(a->glpk, first + j, a->lower[j], a->upper[j]);
    glp_set_obj_coef(a->glpk, first + j + 1, a->cost[j]);
    const int entries = scratch_fill(&a->space, a->starts, j, a->index, a->value);
    glp_set_mat_col(a->glpk, first + j + 1, entries, a->space.index, a->space.value);
    // A new column rests on a finite bound, or GLPK would start it at an infinite one.
    if (isinf(a->lower[j]) && !isinf(a->upper[j])) glp_set_col_stat(a->glpk, first + j + 1, GLP_NU);
  }
  return MUSTER_DONE;
}

int muster_problem_add_columns(
    muster_problem *problem, int count, const double *lower, const double *upper, const double *cost,
    const int32_t *starts, const int32_t *entry_row, const double *entry_value) {
  if (count == 0) return MUSTER_DONE;
  change a = {
      .glpk = problem->glpk, .count = count, .lower = lower, .upper = upper, .cost = cost, .starts = starts,
      .index = entry_row, .value = entry_value};
  int status = MUSTER_NO_MEMORY;
  if (scratch_make(&a.space, starts, count)) status = call(problem, add_columns, &a);
  scratch_free(&a.space);
  return status;
}

static int delete_columns(void *argument) {
  change *const a = argument;
  glp_del_cols(a->glpk, a->count, a->space.index);
  return MUSTER_DONE;
}

int muster_problem_delete_columns(muster_problem *problem, int count, const int32_t *columns) {
  if (count == 0) return MUSTER_DONE;
  const int32_t starts[2] = {0, count};
  change a = {.glpk = problem->glpk, .count = count};
  int status = MUSTER_NO_MEMORY;
  if (scratch_make(&a.space, starts, 1)) {
    for (int k = 0; k < count; k++) a.space.index[k + 1] = columns[k] + 1;
    status = call(problem, delete_columns, &a);
  }
  scratch_free(&a.space);
  return status;
}

static int set_column_bounds(void *argument) {
  change *const a = argument;
  for (int k = 0; k < a->count; k++) bound_column(a->glpk, a->index[k], a->lower[k], a->upper[k]);
  return MUSTER_DONE;
}

int muster_problem_set_column_bounds(
    muster_problem *problem, int count, const int32_t *columns, const double *lower, const double *upper) {
  change a = {.glpk = problem->glpk, .count = count, .index = columns, .lower = lower, .upper = upper};
  return call(problem, set_column_bounds, &a);
}

static int set_row_bounds(void *argument) {
  change *const a = argument;
  for (int k = 0; k < a->count; k++) bound_row(a->glpk, a->index[k], a->lower[k], a->upper[k]);
  return MUSTER_DONE;
}

int muster_problem_set_row_bounds(
    muster_problem *problem, int count, const int32_t *rows, const double *lower, const double *upper) {
  change a = {.glpk = problem->glpk, .count = count, .index = rows, .lower = lower, .upper = upper};
  return call(problem, set_row_bounds, &a);
}

typedef struct {
  glp_prob *glpk;
  const muster_options *options;
  muster_outcome *outcome;
  double *values, *reduced_costs, *activities, *duals, *incumbent;
  uint8_t *is_basic;
  const uint8_t *integer;
  scratch space;
} question;

static int simplex(void *argument) {
  question *const a = argument;
  return relax(a->glpk, a->options, now_ms(), a->outcome);
}

int muster_problem_simplex(muster_problem *problem, muster_options options, muster_outcome *outcome) {
  clear_outcome(outcome);
  question a = {.glpk = problem->glpk, .options = &options, .outcome = outcome};
  return call(problem, simplex, &a);
}

typedef struct {
  glp_prob *glpk;
  int64_t most_nonzeros;
  muster_observer observer;
  void *context;
  double *values, *duals;
  muster_outcome *outcome;
} interior_question;

/// GLPK says how large its factor is, and a line after each iteration, which is when somebody may want to stop. The last line is
/// kept: it may be a fault's.
static int ask_between_lines(void *info, const char *text) {
  interior_question *const a = info;
  message[0] = 0;
  keep_words(NULL, text);
  if (a->outcome->stopped != MUSTER_RAN_OUT) return 1;
  static const char factor[] = "Matrix L has ";
  if (strncmp(text, factor, sizeof factor - 1) == 0 && a->most_nonzeros >= 0 &&
      strtoll(text + sizeof factor - 1, NULL, 10) > a->most_nonzeros)
    a->outcome->stopped = MUSTER_BY_BUDGET;
  else if (a->observer != NULL && a->observer(a->context, 0, 0, 0, 0))
    a->outcome->stopped = MUSTER_BY_CALLER;
  if (a->outcome->stopped != MUSTER_RAN_OUT) jump_back(NULL);
  return 1;
}

static int interior(void *argument) {
  interior_question *const a = argument;
  glp_iptcp parameters;
  glp_init_iptcp(&parameters);
  // Of its orders this one left the fewest entries in the factor of programs of weeks, and the others up to thirty times as many.
  parameters.ord_alg = GLP_ORD_SYMAMD;
  parameters.msg_lev = GLP_MSG_ALL;
  glp_term_hook(ask_between_lines, a);
  glp_term_out(GLP_ON);
  const int code = glp_interior(a->glpk, &parameters);
  glp_term_out(GLP_OFF);
  const int is_best = code == 0 && glp_ipt_status(a->glpk) == GLP_OPT;
  // Near the end the method often loses its footing; its best point is then at hand.
  if (!is_best && (code == 0 || code == GLP_EFAIL || glp_ipt_status(a->glpk) == GLP_UNDEF)) return MUSTER_NOTHING_YET;
  a->outcome->objective = glp_ipt_obj_val(a->glpk);
  const int rows = glp_get_num_rows(a->glpk), columns = glp_get_num_cols(a->glpk);
  for (int i = 0; a->duals && i < rows; i++) a->duals[i] = glp_ipt_row_dual(a->glpk, i + 1);
  for (int j = 0; a->values && j < columns; j++) a->values[j] = glp_ipt_col_prim(a->glpk, j + 1);
  return is_best ? MUSTER_OPTIMAL : MUSTER_FEASIBLE;
}

int muster_problem_interior(
    muster_problem *problem, int64_t most_nonzeros, muster_observer observer, void *context, double *values,
    double *duals, muster_outcome *outcome) {
  clear_outcome(outcome);
  interior_question a = {
      .glpk = problem->glpk, .most_nonzeros = most_nonzeros, .observer = observer, .context = context,
      .values = values, .duals = duals, .outcome = outcome};
  const int status = call(problem, interior, &a);
  return status == MUSTER_FAULT && outcome->stopped != MUSTER_RAN_OUT ? MUSTER_NOTHING_YET : status;
}

static int read_solution(void *argument) {
  question *const a = argument;
  read_relaxation(a->glpk, a->values, a->reduced_costs, a->activities, a->duals, a->is_basic);
  return MUSTER_DONE;
}

int muster_problem_read(
    muster_problem *problem, double *values, double *reduced_costs, double *activities, double *duals,
    uint8_t *is_basic) {
  question a = {
      .glpk = problem->glpk, .values = values, .reduced_costs = reduced_costs, .activities = activities,
      .duals = duals, .is_basic = is_basic};
  return call(problem, read_solution, &a);
}

typedef struct {
  glp_prob *glpk;
  uint8_t *rows, *columns;
  const uint8_t *new_rows, *new_columns;
} basis;

static int read_basis(void *argument) {
  basis *const a = argument;
  const int rows = glp_get_num_rows(a->glpk), columns = glp_get_num_cols(a->glpk);
  for (int i = 0; i < rows; i++) a->rows[i] = (uint8_t)glp_get_row_stat(a->glpk, i + 1);
  for (int j = 0; j < columns; j++) a->columns[j] = (uint8_t)glp_get_col_stat(a->glpk, j + 1);
  return MUSTER_DONE;
}

static int set_basis(void *argument) {
  basis *const a = argument;
  const int rows = glp_get_num_rows(a->glpk), columns = glp_get_num_cols(a->glpk);
  for (int i = 0; i < rows; i++) glp_set_row_stat(a->glpk, i + 1, a->new_rows[i]);
  for (int j = 0; j < columns; j++) glp_set_col_stat(a->glpk, j + 1, a->new_columns[j]);
  return MUSTER_DONE;
}

int muster_problem_read_basis(muster_problem *problem, uint8_t *rows, uint8_t *columns) {
  basis a = {.glpk = problem->glpk, .rows = rows, .columns = columns};
  return call(problem, read_basis, &a);
}

int muster_problem_set_basis(muster_problem *problem, const uint8_t *rows, const uint8_t *columns) {
  basis a = {.glpk = problem->glpk, .new_rows = rows, .new_columns = columns};
  return call(problem, set_basis, &a);
}

static int search_tree(void *argument) {
  question *const a = argument;
  const double started = now_ms();
  const int columns = glp_get_num_cols(a->glpk);
  int status = relax(a->glpk, a->options, started, a->outcome);
  if (status != MUSTER_OPTIMAL) return status == MUSTER_FEASIBLE ? MUSTER_NOTHING_YET : status;
  for (int j = 0; j < columns; j++)
    if (a->integer[j]) glp_set_col_kind(a->glpk, j + 1, GLP_IV);
  status = branch(a->glpk, a->options, started, a->incumbent, &a->space, a->values, a->outcome);
  for (int j = 0; j < columns; j++) glp_set_col_kind(a->glpk, j + 1, GLP_CV);
  return status;
}

int muster_problem_search(
    muster_problem *problem, const uint8_t *integer, int incumbent_count, const double *incumbent,
    muster_options options, double *values, muster_outcome *outcome) {
  clear_outcome(outcome);
  if (problem->home != own_home) return MUSTER_WRONG_THREAD;
  if (problem->is_dead) return MUSTER_DEAD;
  const int columns = glp_get_num_cols(problem->glpk);
  question a = {
      .glpk = problem->glpk, .options = &options, .outcome = outcome, .values = values, .integer = integer,
      .incumbent = incumbent_make(columns, incumbent_count, incumbent)};
  int status = MUSTER_NO_MEMORY;
  if (row_space_make(&a.space, columns)) status = call(problem, search_tree, &a);
  scratch_free(&a.space);
  free(a.incumbent);
  return status;
}
