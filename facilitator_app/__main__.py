"""``python -m facilitator_app``: the music engine is dispatched before anything else is imported."""

import sys

if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "engine":
        from facilitator_app.lean import own_hashes
        from facilitator_app.no_dumps import make_no_dump

        own_hashes()
        from facilitator_app.playlists.engine.main import main as engine_main

        make_no_dump()
        sys.exit(engine_main(sys.argv[2:]))
    from facilitator_app.cli import main

    sys.exit(main(sys.argv[1:]))
