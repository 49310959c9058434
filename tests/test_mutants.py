"""Two changes in each function of the rules and sanitisers: other tests notice them. `make mutants` tries all changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_changes_are_noticed() -> None:
    command = [sys.executable, "tests/mutants.py", "*__mutmut_1", "*__mutmut_8"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    last = done.stdout.strip().rpartition("\n")[2]
    assert done.returncode == 0, done.stdout
    assert int(last.split()[0]) > 100, done.stdout
