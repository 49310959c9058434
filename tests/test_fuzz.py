"""Every reader under a fuzzer for a moment, with the same bytes each time; `make fuzz` looks longer and elsewhere, every week."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TARGETS = (
    "yaml",
    "readers",
    "assessment",
    "catalogue",
    "municipality",
    "initiative",
    "operator",
    "offers",
    "field",
    "page",
    "picture",
    "links",
)
RUNS = 400


def fuzz(folder: Path, targets: str) -> tuple[int, str]:
    """The code with which a run ends, and what it says."""
    # Other tests run at the same time: what merely waits for the machine is not slow. `make fuzz` allows five seconds.
    command = [sys.executable, "tests/fuzz.py", targets, str(folder), "-seed=1", f"-runs={RUNS}", "-timeout=60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=400, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said about each target."""
    _, output = fuzz(tmp_path_factory.mktemp("fuzz"), "all")
    return dict(re.findall(r"^== (\w+)\n(.*?)(?=^== |\Z)", output, re.MULTILINE | re.DOTALL))


def test_every_reader_is_tried(outputs: dict[str, str]) -> None:
    assert sorted(outputs) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_break_a_reader(outputs: dict[str, str], target: str) -> None:
    """libFuzzer may try an input once more than it was told, to look for leaks."""
    done = re.findall(r"#([0-9]+)\s+DONE", outputs[target])
    assert len(done) == 1 and int(done[0]) >= RUNS, outputs[target][-3000:]


def test_the_fuzzer_finds_what_there_is_to_find(tmp_path: Path) -> None:
    """The last of the targets fails: the code says so, and the others are run."""
    code, output = fuzz(tmp_path, "links,trap")
    assert code == 1 and output.count("\tDONE ") == 1 and "AssertionError" in output
    assert list(tmp_path.glob("trap-crash-*"))
