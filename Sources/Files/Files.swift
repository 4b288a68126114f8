// Files: what comes from disk and goes to it, and the words for what is wrong with it.
// In: paths and bytes. Out: bytes, their hashes, problems with file, line, column and what to do next; a folder that one run at a
// time may change, by changes that happen wholly or not at all.
// It never knows what is in a file, never takes anything away that nobody has named, and waits for no pipe.
