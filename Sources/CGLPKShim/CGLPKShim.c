#include "CGLPKShim.h"
#include <glpk.h>
int muster_glpk_major(void) { return GLP_MAJOR_VERSION; }
