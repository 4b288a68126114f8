// Queueing
