"""Would the tests notice? Changes one thing at a time in the rules and the sanitisers and runs the tests that should fail then.

`python tests/mutants.py [PATTERN …]` tries all changes, or those whose names match (`*__mutmut_3`: the third of each function), on a
copy. It says which of them nobody noticed, and ends with 1 where these are more than one in twenty. What is left should be changes that
make no difference.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
MUTATED = ("rules/*.py", "markup.py", "engine/written.py", "pictures/*.py")
TESTS = (
    "cases",
    "content_files",
    "costs",
    "legal",
    "maps",
    "markup",
    "personal_data",
    "pictures",
    "rules",
    "shipped_catalogues",
    "written",
    "written_pages",
)
NOTICED = ("killed", "timeout", "segfault", "caught by type check")
ALLOWED = 0.05


def copy(folder: Path) -> None:
    """The project in `folder`, with hooks/ under the name that mutmut takes for granted."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("assessments", "content", "tests", "theme_overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(ROOT / "hooks", folder / "src", ignore=ignored)
    for name in ("mkdocs.yml", "links.csv", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    mutated = ", ".join(f'"src/pruefbuch/{name}"' for name in MUTATED)
    tests = ", ".join(f'"tests/test_{name}.py"' for name in TESTS)
    (folder / "pyproject.toml").write_text(
        f"""\
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{mutated}]
also_copy = ["assessments", "content", "theme_overrides", "mkdocs.yml", "links.csv", "CONTRIBUTING.md"]
pytest_add_cli_args_test_selection = [{tests}]

[tool.pytest.ini_options]
pythonpath = [".", "src", "tests"]
addopts = "-q -p no:cacheprovider"
""",
        "utf-8",
    )


def run(patterns: list[str]) -> int:
    """Try the changes and report; 0 where nearly all were noticed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        mutmut = [sys.executable, "-m", "mutmut"]
        tried = subprocess.run([*mutmut, "run", *patterns], cwd=folder, capture_output=True, text=True, check=False)
        listed = subprocess.run([*mutmut, "results", "--all", "true"], cwd=folder, capture_output=True, text=True, check=False)
    states = dict(line.strip().rsplit(": ", 1) for line in listed.stdout.splitlines() if ": " in line)
    found = {change: state for change, state in states.items() if state != "not checked"}
    if not found:
        print(tried.stdout[-3000:], tried.stderr[-3000:], listed.stderr[-1000:])
        return 1
    missed = sorted(change for change, state in found.items() if state not in NOTICED)
    print(*missed, sep="\n")
    print(f"{len(found)} changes, {len(missed)} not noticed:", dict(Counter(found.values())))
    return 0 if len(missed) <= ALLOWED * len(found) else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
