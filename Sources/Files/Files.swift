// Files: what comes from disk and goes to it, and the words for what is wrong with it.
// In: paths and bytes. Out: bytes, their hashes, problems with file, line, column and what to do next; the lock of a folder, and the
// calls by which files change places without one being lost.
// It never knows what is in a file, never takes anything away that nobody has named, and waits for no pipe.
