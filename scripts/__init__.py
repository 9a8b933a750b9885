"""The commands for those who build the program; each is run by hand or by the checks."""
