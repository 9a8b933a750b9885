"""A room killed and a drive cut off at random moments, again and again; what was said to be saved is there afterwards."""
