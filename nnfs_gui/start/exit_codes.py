"""Lists the exit codes of the program; 0 is success."""

PICTURE_FAILED = 1
NO_START = 2
