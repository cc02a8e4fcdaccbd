"""``python -m praxis_build``: the same as ``praxis``."""

from praxis_build.cli import main

if __name__ == "__main__":
    main()
