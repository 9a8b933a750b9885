"""The music engine, a process of its own.  Standard library, numpy, vlc and miniaudio only; no Qt, no SQL, no record."""
