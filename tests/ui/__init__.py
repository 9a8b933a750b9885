"""The window, on Qt's loop and without a display."""
