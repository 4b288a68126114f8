#include "CHash.h"

#if defined(__APPLE__)
#include <CommonCrypto/CommonDigest.h>
#include <stdlib.h>

void *muster_sha256_begin(void) {
  CC_SHA256_CTX *state = malloc(sizeof *state);
  if (state) CC_SHA256_Init(state);
  return state;
}

int muster_sha256_add(void *state, const void *bytes, size_t count) {
  // The length of one call is 32 bits wide.
  const uint8_t *next = bytes;
  while (count > 0) {
    CC_LONG step = count > 0x40000000 ? 0x40000000 : (CC_LONG)count;
    CC_SHA256_Update(state, next, step);
    next += step;
    count -= step;
  }
  return 0;
}

int muster_sha256_end(void *state, uint8_t *digest) {
  if (digest) CC_SHA256_Final(digest, state);
  free(state);
  return 0;
}

int muster_sha256(const void *bytes, size_t count, uint8_t *digest) {
  void *state = muster_sha256_begin();
  if (!state) return -1;
  muster_sha256_add(state, bytes, count);
  return muster_sha256_end(state, digest);
}
#else
#include <openssl/evp.h>
#include <pthread.h>

// Looked up once: every look-up by name takes longer than the hash of a line.
static const EVP_MD *sha256;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
  sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
#endif
  if (!sha256) sha256 = EVP_sha256();
}

int muster_sha256(const void *bytes, size_t count, uint8_t *digest) {
  unsigned int size = 0;
  pthread_once(&once, look_up);
  int done = EVP_Digest(bytes, count, digest, &size, sha256, NULL);
  return done == 1 && size == 32 ? 0 : -1;
}

void *muster_sha256_begin(void) {
  pthread_once(&once, look_up);
  EVP_MD_CTX *state = EVP_MD_CTX_new();
  if (state && EVP_DigestInit_ex(state, sha256, NULL) == 1) return state;
  EVP_MD_CTX_free(state);
  return NULL;
}

int muster_sha256_add(void *state, const void *bytes, size_t count) {
  return EVP_DigestUpdate(state, bytes, count) == 1 ? 0 : -1;
}

int muster_sha256_end(void *state, uint8_t *digest) {
  unsigned int size = 0;
  int done = digest ? EVP_DigestFinal_ex(state, digest, &size) == 1 && size == 32 : 1;
  EVP_MD_CTX_free(state);
  return done ? 0 : -1;
}
#endif
