#ifndef C_HASH_H
#define C_HASH_H

#include <stddef.h>
#include <stdint.h>

/// SHA-256 of a run of bytes, by the system's cryptographic library.
///
/// Returns 0 with 32 bytes in digest, or -1 when the library has no such hash.
int muster_sha256(const void *bytes, size_t count, uint8_t *digest);

/// Begins a SHA-256 of bytes that come in parts; NULL when the library has no such hash.
void *muster_sha256_begin(void);

/// Adds a part. Returns 0, or -1 when that failed.
int muster_sha256_add(void *state, const void *bytes, size_t count);

/// Gives the state back and fills digest, unless that is NULL. Returns 0, or -1 when that failed.
int muster_sha256_end(void *state, uint8_t *digest);

#endif
