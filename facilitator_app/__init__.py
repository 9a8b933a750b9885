"""Facilitator: a companion for the room in which group ketamine-assisted psychotherapy happens."""

__version__ = "0.1.0"
