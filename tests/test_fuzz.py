"""Every reader under a fuzzer for a moment, from the same seed each time; `make fuzz` looks longer and elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TARGETS = (
    "yaml",
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
SECONDS = 4


def fuzz(folder: Path, target: str, *options: str) -> tuple[int, str]:
    """What a run says, and the code it ends with."""
    (folder / target).mkdir()
    command = [sys.executable, "tests/fuzz.py", target, str(folder / target), f"-artifact_prefix={folder}/", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    folder = tmp_path_factory.mktemp("fuzz")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda target: fuzz(folder, target, "-seed=1", f"-max_total_time={SECONDS}"), TARGETS)
        return dict(zip(TARGETS, found, strict=True))


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_break_a_reader(runs: dict[str, tuple[int, str]], target: str) -> None:
    code, said = runs[target]
    assert code == 0, said[-3000:]
    (done,) = re.findall(r"#([0-9]+)\s+DONE", said)
    assert int(done) > 200


def test_the_fuzzer_finds_what_there_is_to_find(tmp_path: Path) -> None:
    code, said = fuzz(tmp_path, "trap", "-seed=1", "-max_total_time=20")
    assert code != 0 and "AssertionError" in said
