"""What the system does with our files: they are written beside their place and then renamed; what it refuses is said in a sentence."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "der Datenträger ist voll; bitte Platz schaffen",
    errno.EDQUOT: "der zugeteilte Speicherplatz ist verbraucht; bitte Platz schaffen",
    errno.EFBIG: "die Datei würde größer, als hier erlaubt ist; bitte die Grenze (ulimit -f) anheben",
    errno.EROFS: "der Datenträger lässt sich nur lesen; bitte einen anderen Ordner nennen",
    **dict.fromkeys((errno.EACCES, errno.EPERM), "dazu fehlen die Rechte; bitte Rechte geben oder einen anderen Ordner nennen"),
    errno.ELOOP: "ein symbolischer Link führt dort im Kreis; bitte den Link berichtigen",
    errno.ENAMETOOLONG: "der Name ist zu lang; bitte einen kürzeren nehmen",
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "dort liegt schon etwas, wo ein Ordner nötig ist; bitte nachsehen"),
    errno.ENOENT: "das gibt es nicht (mehr); bitte nachsehen und neu beginnen",
    errno.EAGAIN: "das System gibt keine weiteren Prozesse her; bitte andere beenden oder die Grenze (ulimit -u) anheben",
    errno.ENOMEM: "der Arbeitsspeicher reicht nicht; bitte andere Programme beenden",
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "es sind zu viele Dateien offen; bitte die Grenze (ulimit -n) anheben"),
}


def reason(error: OSError) -> str:
    """What the system refused, in German, with a way out."""
    place = f"„{os.fsdecode(error.filename)}“: " if isinstance(error.filename, str | bytes | os.PathLike) else ""
    return place + _REASONS.get(error.errno or 0, f"das System meldet: {error.strerror or error}")


def write(files: Mapping[Path, bytes]) -> None:
    """Write files, with the folders they need: all of them or, where the system refuses one, none.

    Each is written beside its place first, so that nobody ever finds a part of one. What a killed run left there is written over.
    """
    fresh = {file.with_name(f".{file.name}.new"): file for file in files}
    try:
        for beside, file in fresh.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(files[file])
            if file.exists():
                shutil.copymode(file, beside)
        for beside, file in fresh.items():
            beside.replace(file)
    except BaseException:
        for beside, file in fresh.items():
            with suppress(OSError):
                beside.unlink(missing_ok=True)
                file.parent.rmdir()  # only where it was made for this and is empty
        raise
