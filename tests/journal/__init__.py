"""Stories of the record on disk."""
