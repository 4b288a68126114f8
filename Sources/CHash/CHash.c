#include "CHash.h"

#if defined(__APPLE__)
#include <CommonCrypto/CommonDigest.h>

int muster_sha256(const void *bytes, size_t count, uint8_t *digest) {
  CC_SHA256_CTX state;
  CC_SHA256_Init(&state);
  // The length of one call is 32 bits wide.
  const uint8_t *next = bytes;
  while (count > 0) {
    CC_LONG step = count > 0x40000000 ? 0x40000000 : (CC_LONG)count;
    CC_SHA256_Update(&state, next, step);
    next += step;
    count -= step;
  }
  CC_SHA256_Final(digest, &state);
  return 0;
}
#else
#include <openssl/evp.h>

int muster_sha256(const void *bytes, size_t count, uint8_t *digest) {
  unsigned int size = 0;
  int done = EVP_Digest(bytes, count, digest, &size, EVP_sha256(), NULL);
  return done == 1 && size == 32 ? 0 : -1;
}
#endif
