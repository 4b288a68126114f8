#ifndef CGLPK_SHIM_H
#define CGLPK_SHIM_H
int muster_glpk_major(void);
#endif
