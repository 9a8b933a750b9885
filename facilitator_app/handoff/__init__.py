"""What leaves about one person after a session: composed, looked through for other names, signed, printed, released."""
