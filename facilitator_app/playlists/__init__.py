"""The music: what can be played, what should play, and the child process that plays it."""
