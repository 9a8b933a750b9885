"""Stories of the program in the words of the people who use it."""
