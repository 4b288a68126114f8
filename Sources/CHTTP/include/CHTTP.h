#ifndef C_HTTP_H
#define C_HTTP_H

#include <stddef.h>

/// What a server answered. Texts are given back by `muster_http_free`.
typedef struct {
  /// HTTP status; 0 where there was no answer.
  int status;
  char *body;
  size_t length;
  /// The ETag of the answer, or NULL.
  char *etag;
  /// Seconds that the server wants to be left alone, or -1.
  long retry_after;
  /// Whether the server could not be reached, or could not prove who it is: then the next question fares no better.
  int is_out_of_reach;
  int is_untrusted;
  /// Why there was no answer; empty where there was one.
  char error[256];
} muster_http_answer;

/// Loads the system's libcurl. Returns 0, or -1 where there is none.
int muster_http_load(void);

/// Begins a session, which keeps its connection; NULL where libcurl is not there. User and password may be NULL.
///
/// Certificates are checked, redirects are not followed, and nothing but HTTP and HTTPS is spoken.
void *muster_http_open(const char *user, const char *password, long timeout_seconds);

/// Sends a request and waits. Headers are a list that ends with NULL; a body of NULL sends none.
void muster_http_send(
    void *session, const char *method, const char *url, const char *const *headers, const void *body, size_t length,
    muster_http_answer *answer);

/// Gives back what an answer holds.
void muster_http_free(muster_http_answer *answer);

/// Ends a session.
void muster_http_close(void *session);

#endif
