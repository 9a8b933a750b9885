"""What can be written down, how it is encoded, and what it comes to.  Pure: no files, no screens, no clocks."""
