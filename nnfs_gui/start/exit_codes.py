"""Lists the exit codes of the program; 0 is success."""

PICTURE_FAILED = 1
NO_START = 2
SIGNALED = 128  # to which the number of the signal is added, as shells have it
