"""What the files in the data folder are called.  Names only, so that a look at the folder loads nothing."""

RECORD = "record.db"
KEYS = "keys.json"
BACKUPS = "backups"
OF_A_RECORD = "facilitator-"
"""What the folder of one record's copies begins with, where several records may have theirs."""
