"""The window: view models and QML.  The only part of the program that knows Qt."""

from facilitator_app import lean
from facilitator_app.ui.imports import read_no_source

read_no_source()
lean.own_hashes()
lean.when_asked("importlib.metadata")  # SQLAlchemy's, for plugins; it brings email with it
