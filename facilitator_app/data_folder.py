"""What the files in the data folder are called.  Names only, so that a look at the folder loads nothing."""

RECORD = "record.db"
KEYS = "keys.json"
BACKUPS = "backups"
MAKING = "making"
"""There while a clinic is being made: what lies beside it was never used, and its recovery code was never shown."""
OF_A_RECORD = "facilitator-"
"""What the folder of one record's copies begins with, where several records may have theirs."""
