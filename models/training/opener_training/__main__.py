"""Entry point: ``python -m opener_training COMMAND``."""

from __future__ import annotations

import sys

from opener_training.cli import main

if __name__ == "__main__":
    sys.exit(main())
