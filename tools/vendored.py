"""Adds the scripts that lie in the repository as they came from others to a bill of materials (CycloneDX).

    python tools/vendored.py dist/pruefbuch.cdx.json

A file `theme_overrides/assets/vendor/<package>-<version>.js` is that npm package; its licence lies in LICENSES/.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "theme_overrides" / "assets" / "vendor"


def components() -> list[dict[str, Any]]:
    """What lies there, as the bill names it."""
    return [_component(path) for path in sorted(VENDOR.glob("*.js"))]


def _component(path: Path) -> dict[str, Any]:
    name, _, version = path.stem.rpartition("-")
    (licence,) = (ROOT / "LICENSES").glob(f"*-{name}.txt")
    return {
        "bom-ref": f"vendor:{path.name}",
        "hashes": [{"alg": "SHA-256", "content": sha256(path.read_bytes()).hexdigest()}],
        "licenses": [{"license": {"id": licence.stem.removesuffix(f"-{name}")}}],
        "name": name,
        "purl": f"pkg:npm/{name}@{version}",
        "type": "library",
        "version": version,
    }


def add(bill: Path) -> None:
    """Write the bill anew, with what lies in the repository."""
    content = json.loads(bill.read_text("utf-8"))
    content["components"] = [*content.get("components", []), *components()]
    bill.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    add(Path(sys.argv[1]))
