#ifndef C_FOLDER_SWAP_H
#define C_FOLDER_SWAP_H

/// Exchanges two paths of one file system in a single step.
///
/// Returns 0, or -1 with errno set; ENOSYS or EINVAL where the system or the file system cannot.
int muster_exchange_paths(const char *first, const char *second);

#endif
