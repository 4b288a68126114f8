#ifndef C_HASH_H
#define C_HASH_H

#include <stddef.h>
#include <stdint.h>

/// SHA-256 of a run of bytes, by the system's cryptographic library.
///
/// Returns 0 with 32 bytes in digest, or -1 when the library has no such hash.
int muster_sha256(const void *bytes, size_t count, uint8_t *digest);

#endif
