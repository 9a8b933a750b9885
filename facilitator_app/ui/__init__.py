"""The window: view models and QML.  The only part of the program that knows Qt."""
