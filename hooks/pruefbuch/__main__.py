"""`python -m pruefbuch`: the same as the command `pruefbuch`."""

import sys

from pruefbuch.cli import main

sys.exit(main())
