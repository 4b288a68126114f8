#include "CHTTP.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// libcurl is loaded when it is first asked for: whoever never publishes to a server needs no more libraries to start, and building
// Muster needs no headers of it. The numbers are those of its stable interface (soname 4, since 2006).
enum {
  CURLOPT_TIMEOUT = 13,
  CURLOPT_CUSTOMREQUEST = 10036,
  CURLOPT_URL = 10002,
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_WRITEFUNCTION = 20011,
  CURLOPT_HEADERDATA = 10029,
  CURLOPT_HEADERFUNCTION = 20079,
  CURLOPT_ERRORBUFFER = 10010,
  CURLOPT_POSTFIELDS = 10015,
  CURLOPT_POSTFIELDSIZE_LARGE = 30120,
  CURLOPT_USERAGENT = 10018,
  CURLOPT_HTTPHEADER = 10023,
  CURLOPT_NETRC = 51,
  CURLOPT_FOLLOWLOCATION = 52,
  CURLOPT_CONNECTTIMEOUT = 78,
  CURLOPT_HTTPGET = 80,
  CURLOPT_NOSIGNAL = 99,
  CURLOPT_HTTPAUTH = 107,
  CURLOPT_USERNAME = 10173,
  CURLOPT_PASSWORD = 10174,
  CURLOPT_PROTOCOLS = 181,
  CURLINFO_RESPONSE_CODE = 0x200002,
  CURLE_COULDNT_RESOLVE_HOST = 6,
  CURLE_COULDNT_CONNECT = 7,
  CURLE_SSL_CONNECT_ERROR = 35,
  CURLE_PEER_FAILED_VERIFICATION = 60,
  CURLE_SSL_CACERT_BADFILE = 77,
  CURLE_SSL_ISSUER_ERROR = 83,
  CURLAUTH_BASIC = 1,
  CURLAUTH_DIGEST = 2,
  CURLPROTO_HTTP_AND_HTTPS = 3,
};

typedef int (*setopt_function)(void *, int, ...);

static struct {
  void *(*init)(void);
  setopt_function setopt;
  int (*perform)(void *);
  setopt_function getinfo;
  void (*cleanup)(void *);
  const char *(*strerror)(int);
  void *(*append)(void *, const char *);
  void (*free_list)(void *);
  int (*global_init)(long);
} curl;

static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {
      "libcurl.so.4", "libcurl-gnutls.so.4", "/usr/lib/libcurl.4.dylib", "libcurl.4.dylib", NULL};
  void *library = NULL;
  for (int place = 0; !library && names[place]; place++) library = dlopen(names[place], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  *(void **)&curl.init = dlsym(library, "curl_easy_init");
  *(void **)&curl.setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl.perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl.getinfo = dlsym(library, "curl_easy_getinfo");
  *(void **)&curl.cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl.strerror = dlsym(library, "curl_easy_strerror");
  *(void **)&curl.append = dlsym(library, "curl_slist_append");
  *(void **)&curl.free_list = dlsym(library, "curl_slist_free_all");
  *(void **)&curl.global_init = dlsym(library, "curl_global_init");
  is_loaded = curl.init && curl.setopt && curl.perform && curl.getinfo && curl.cleanup && curl.strerror && curl.append &&
              curl.free_list && curl.global_init && curl.global_init(3) == 0;
}

int muster_http_load(void) {
  pthread_once(&once, load);
  return is_loaded ? 0 : -1;
}

// No answer that is longer is read to its end.
static const size_t most_bytes = 64u << 20;

static size_t take_body(char *bytes, size_t size, size_t count, void *into) {
  muster_http_answer *answer = into;
  size_t length = size * count;
  if (length > most_bytes - answer->length) return 0;
  char *longer = realloc(answer->body, answer->length + length + 1);
  if (!longer) return 0;
  memcpy(longer + answer->length, bytes, length);
  answer->body = longer;
  answer->length += length;
  longer[answer->length] = 0;
  return length;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *into) {
  muster_http_answer *answer = into;
  size_t length = size * count;
  size_t end = length;
  while (end > 0 && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n' || bytes[end - 1] == ' ')) end--;
  if (end >= 5 && strncasecmp(bytes, "HTTP/", 5) == 0) {
    // Of several answers, as when a server asks for a password first, the last counts.
    free(answer->etag);
    answer->etag = NULL;
    answer->retry_after = -1;
  } else if (end > 5 && strncasecmp(bytes, "etag:", 5) == 0) {
    size_t first = 5;
    while (first < end && bytes[first] == ' ') first++;
    free(answer->etag);
    answer->etag = strndup(bytes + first, end - first);
  } else if (end > 12 && strncasecmp(bytes, "retry-after:", 12) == 0) {
    char text[16] = {0};
    size_t first = 12;
    while (first < end && bytes[first] == ' ') first++;
    if (end - first < sizeof text) memcpy(text, bytes + first, end - first);
    char *rest = text;
    long seconds = strtol(text, &rest, 10);
    answer->retry_after = rest != text && seconds >= 0 ? seconds : -1;
  }
  return length;
}

struct session {
  void *handle;
  int has_user;
  // Whether the server wanted another proof of the password than the password.
  int uses_digest;
};

void *muster_http_open(const char *user, const char *password, long timeout_seconds) {
  if (muster_http_load() != 0) return NULL;
  struct session *opened = calloc(1, sizeof *opened);
  void *session = opened ? curl.init() : NULL;
  if (!session) {
    free(opened);
    return NULL;
  }
  opened->handle = session;
  curl.setopt(session, CURLOPT_NOSIGNAL, 1L);
  curl.setopt(session, CURLOPT_TIMEOUT, timeout_seconds);
  curl.setopt(session, CURLOPT_CONNECTTIMEOUT, timeout_seconds);
  curl.setopt(session, CURLOPT_FOLLOWLOCATION, 0L);
  curl.setopt(session, CURLOPT_NETRC, 0L);
  curl.setopt(session, CURLOPT_PROTOCOLS, (long)CURLPROTO_HTTP_AND_HTTPS);
  curl.setopt(session, CURLOPT_USERAGENT, "muster");
  if (user && password) {
    opened->has_user = 1;
    curl.setopt(session, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    curl.setopt(session, CURLOPT_USERNAME, user);
    curl.setopt(session, CURLOPT_PASSWORD, password);
  }
  return opened;
}

static void send_once(
    void *session, const char *method, const char *url, const char *const *headers, const void *body, size_t length,
    muster_http_answer *answer) {
  memset(answer, 0, sizeof *answer);
  answer->retry_after = -1;
  // No waiting for a server to say that it wants the body.
  void *list = curl.append(NULL, "Expect:");
  for (; *headers; headers++) list = curl.append(list, *headers);
  curl.setopt(session, CURLOPT_HTTPGET, 1L);
  if (body) {
    curl.setopt(session, CURLOPT_POSTFIELDSIZE_LARGE, (long long)length);
    curl.setopt(session, CURLOPT_POSTFIELDS, body);
  }
  curl.setopt(session, CURLOPT_CUSTOMREQUEST, method);
  curl.setopt(session, CURLOPT_URL, url);
  curl.setopt(session, CURLOPT_HTTPHEADER, list);
  curl.setopt(session, CURLOPT_WRITEFUNCTION, take_body);
  curl.setopt(session, CURLOPT_WRITEDATA, answer);
  curl.setopt(session, CURLOPT_HEADERFUNCTION, take_header);
  curl.setopt(session, CURLOPT_HEADERDATA, answer);
  curl.setopt(session, CURLOPT_ERRORBUFFER, answer->error);
  int result = curl.perform(session);
  long status = 0;
  if (result == 0) {
    curl.getinfo(session, CURLINFO_RESPONSE_CODE, &status);
    answer->error[0] = 0;
  } else if (!answer->error[0]) {
    snprintf(answer->error, sizeof answer->error, "%s", curl.strerror(result));
  }
  answer->is_out_of_reach = result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_CONNECT;
  answer->is_untrusted = result == CURLE_SSL_CONNECT_ERROR || result == CURLE_PEER_FAILED_VERIFICATION ||
                         result == CURLE_SSL_CACERT_BADFILE || result == CURLE_SSL_ISSUER_ERROR;
  answer->status = (int)status;
  curl.setopt(session, CURLOPT_ERRORBUFFER, NULL);
  curl.free_list(list);
}

void muster_http_send(
    void *opened, const char *method, const char *url, const char *const *headers, const void *body, size_t length,
    muster_http_answer *answer) {
  struct session *session = opened;
  send_once(session->handle, method, url, headers, body, length, answer);
  if (answer->status != 401 || !session->has_user || session->uses_digest) return;
  session->uses_digest = 1;
  curl.setopt(session->handle, CURLOPT_HTTPAUTH, (long)CURLAUTH_DIGEST);
  muster_http_free(answer);
  send_once(session->handle, method, url, headers, body, length, answer);
}

void muster_http_free(muster_http_answer *answer) {
  free(answer->body);
  free(answer->etag);
  answer->body = NULL;
  answer->etag = NULL;
}

void muster_http_close(void *opened) {
  if (!opened) return;
  curl.cleanup(((struct session *)opened)->handle);
  free(opened);
}
