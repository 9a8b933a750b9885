"""The music: mixer, files, engine process, deck, playlists."""
