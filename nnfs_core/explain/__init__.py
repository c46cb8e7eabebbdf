"""Why a number is what it is: where faults began, what precision does to it, how shapes meet."""
