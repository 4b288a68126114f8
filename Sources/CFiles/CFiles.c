#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CFiles.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int muster_rename_free(const char *from, const char *to) {
#if defined(__linux__)
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
#elif defined(__APPLE__)
  return renamex_np(from, to, RENAME_EXCL) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

int muster_exchange(const char *first, const char *second) {
#if defined(__linux__)
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
#elif defined(__APPLE__)
  return renamex_np(first, second, RENAME_SWAP) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

int muster_flush_all(int descriptor) {
#if defined(__linux__)
  return syncfs(descriptor) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}
