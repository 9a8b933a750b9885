"""Every file the app reads, spoilt in every way: read, or refused in words; nothing crashes, hangs or is half taken in."""
