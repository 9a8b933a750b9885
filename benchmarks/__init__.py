"""What the program costs, each against a reference in the same run: ``python -m benchmarks``."""
