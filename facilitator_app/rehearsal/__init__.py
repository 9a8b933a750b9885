"""Rehearsing: a clock that runs as fast as one likes, faults on demand, and stories played through the real core."""
