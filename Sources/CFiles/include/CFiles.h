#ifndef C_FILES_H
#define C_FILES_H

/// Gives a path another name that must be free; returns 0 or the system's error number, EEXIST when the name is taken and ENOSYS
/// or EINVAL where the system or the file system cannot.
int muster_rename_free(const char *from, const char *to);

/// Exchanges two paths of one file system in a single step; returns as `muster_rename_free`.
int muster_exchange(const char *first, const char *second);

/// Makes everything written to the file system of an open file or folder last through a power cut; returns 0 or the system's
/// error number, ENOSYS where the system cannot.
int muster_flush_all(int descriptor);

#endif
