/* The C library SQLite, and the one of its constants that is a cast. */
#ifndef MUSTER_CSQLITE_H
#define MUSTER_CSQLITE_H

#include <sqlite3.h>

/* Binds a text that SQLite copies. */
int muster_bind_text(sqlite3_stmt *statement, int index, const char *text, int count);

#endif
