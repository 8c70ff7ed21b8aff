"""A month of broadcasts as a picture. The running bot loads `artist` alone; the rest runs in a process beside it."""
