"""What the last build of a site left behind, so that the next one only makes what is new.

One file of JSON with its checksum in the first line. Whatever is wrong with it, it counts as not there: it may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pruefbuch import compact

_FORM = "pruefbuch-cache-1"


@dataclass(frozen=True, slots=True)
class Cache:
    """The last build: `records` by path of the assessment, `outputs` by path in the site: key, size, time of the last change (ns).

    `made_by` names everything that goes into every page: program, templates, settings.
    """

    made_by: str = ""
    records: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)


def load(file: Path, made_by: str) -> Cache:
    """The cache in a file; an empty one where it is missing, damaged or made by another program."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        if head.decode() != f"{_FORM} {sha256(body).hexdigest()}":
            return Cache(made_by)
        found = compact.loads(body)
    except (OSError, ValueError):
        return Cache(made_by)
    if found["made_by"] != made_by:
        return Cache(made_by)
    return Cache(made_by, found["records"], {path: tuple(seal) for path, seal in found["outputs"].items()})


def save(file: Path, cache: Cache) -> None:
    """Write the cache; a reader finds the old one or the new one, never a part."""
    content = {"made_by": cache.made_by, "records": cache.records, "outputs": cache.outputs}
    body = compact.dumps(content)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_bytes(f"{_FORM} {sha256(body).hexdigest()}\n".encode() + body)
    fresh.replace(file)
