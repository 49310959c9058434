"""Templates cut to shape: rendered once for each shape of a view, then only filled with its texts.

A view is made of named tuples, tuples, texts, flags, enumerations and numbers. Its texts are holes, all the rest is its shape. A template
that asks of a text no more than whether it is empty says the same for every view of a shape, so it has to be rendered only once.

What is as large as a page is pressed: filled as bytes (UTF-8), for to copy bytes takes a fraction of the time that characters take, and
nothing is left to encode. Pieces that were pressed stand in a view as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape

Draw = Callable[..., Markup]
"""a piece of a template by its name, with the views it shows → HTML"""

_HOLE = re.compile("\ue00e([0-9]+)\ue00f")
"""from the private use area of Unicode, which no file may contain (model/characters.py); so is the next"""
_BETWEEN = "\ue00d"
_SPECIAL = re.compile("[&<>'\"]").search
_FILLED = ...
"""stands in a shape for a text that is not empty"""


def holes(html: str) -> tuple[list[str], list[int]]:
    """HTML cut at its marks: in every second place of the list stands a mark; and the number of each."""
    parts = _HOLE.split(html)
    return parts, [int(number) for number in parts[1::2]]


class CompiledFragment:
    """Literal HTML with numbered holes. A text may stand in several of them, or in none."""

    def __init__(self, html: str) -> None:
        """`html`: rendered of a view whose texts were marked."""
        self._parts, numbers = holes(html)
        self._pick: Callable[[Sequence[Any]], Sequence[Any]] = itemgetter(*numbers, 0) if numbers else lambda _texts: ()
        self._slots = slice(1, None, 2)
        self._count = len(numbers)
        self._only = numbers[0] if numbers else 0
        self._pressed: list[bytes] | None = None

    def fill(self, texts: Sequence[str]) -> str:
        """The HTML with these texts, which are safe HTML, in its holes."""
        if self._count == 1:
            before, _, after = self._parts
            return f"{before}{texts[self._only]}{after}"
        parts = self._parts[:]
        parts[self._slots] = self._pick(texts)[: self._count]
        return "".join(parts)

    def press(self, texts: Sequence[bytes]) -> bytes:
        """The same in UTF-8."""
        if self._pressed is None:
            self._pressed = [part.encode() for part in self._parts]
        parts = self._pressed[:]
        parts[self._slots] = self._pick(texts)[: self._count]
        return b"".join(parts)


def mark(number: int) -> str:
    """What stands in a view for the text of that number."""
    return f"\ue00e{number}\ue00f"


def structure_of(view: tuple[object, ...], texts: list[Any]) -> Hashable:
    """The shape of a view. Its texts are added to the list, escaped where they are not safe yet; bytes as they are."""
    shape: list[object] = []
    found: list[Any] = []
    unsafe: list[str] = []
    _trace(view, shape, found, unsafe)
    together = _BETWEEN.join(unsafe)
    if _SPECIAL(together):  # one look at all of them, and one escaping for all
        fresh = iter(str(escape(together)).split(_BETWEEN))
        found = [next(fresh) if type(text) is str else text for text in found]
    texts += found
    return tuple(shape)


def _trace(view: tuple[Any, ...], shape: list[object], texts: list[Any], unsafe: list[str]) -> None:
    """Adds to one long list, which is faster than shapes within shapes; what kind of tuple it is says where it ends."""
    shape.append(type(view))
    if type(view) is tuple:
        shape.append(len(view))
    for value in view:
        kind = type(value)
        if kind is str:
            if value:
                texts.append(value)
                unsafe.append(value)
            shape.append(value and _FILLED)
        elif kind is Markup or kind is bytes:
            if value:
                texts.append(value)
            shape.append(value and _FILLED)
        elif isinstance(value, tuple):
            _trace(value, shape, texts, unsafe)
        else:
            shape.append(value)


def drawn(html: str) -> Markup:
    """HTML that was drawn of templates that escape. Markup's own constructor asks first what it gets, and takes four times as long."""
    return str.__new__(Markup, html)


def safe(text: str) -> str:
    """The text escaped; most texts need it not, and to look is faster."""
    return str(escape(text)) if _SPECIAL(text) else text


def pressed(texts: Sequence[str]) -> list[bytes]:
    """Texts escaped, in UTF-8. One look at all of them, and one escaping for all."""
    return safe(_BETWEEN.join(texts)).encode().split(_BETWEEN.encode())


def marked(value: Any, count: list[int]) -> Any:
    """The view with a mark in the place of every text that is not empty; `count` holds how many there were before."""
    if type(value) in (str, Markup, bytes):
        if not value:
            return Markup()  # also for bytes, which would show as Python writes them
        count[0] += 1
        return Markup(mark(count[0] - 1))  # noqa: S704 – a number between two signs
    if isinstance(value, tuple):
        items = [marked(each, count) for each in value]
        make = getattr(type(value), "_make", tuple)
        return make(items)
    return value


class CompiledFragments:
    """CompiledFragments by shape, cut when they are first needed."""

    def __init__(self, most: int) -> None:
        """`most`: how many are kept; beyond that they are cut anew."""
        self._most = most
        self._kept: dict[Hashable, CompiledFragment] = {}

    def fill(self, key: Hashable, view: tuple[object, ...], render: Callable[[Any], str]) -> str:
        """The HTML that `render` makes of a view; `key` stands for all that it shows beside the view."""
        texts: list[str] = []
        return self.fill_shape((key, structure_of(view, texts)), texts, lambda: view, render)

    def fill_shape(self, shape: Hashable, texts: Sequence[str], view: Callable[[], Any], render: Callable[[Any], str]) -> str:
        """The same for a view whose shape and texts are known; it is made only where the shape is new."""
        found = self._kept.get(shape) or self._cut(shape, render, view())
        return found.fill(texts)

    def press(self, key: Hashable, view: tuple[object, ...], render: Callable[[Any], str]) -> bytes:
        """As `fill`, in UTF-8; the view may have pieces in it that were pressed."""
        texts: list[Any] = []
        shape = (key, structure_of(view, texts))
        found = self._kept.get(shape) or self._cut(shape, render, view)
        return found.press([text if type(text) is bytes else text.encode() for text in texts])

    def _cut(self, shape: Hashable, render: Callable[[Any], str], view: Any) -> CompiledFragment:
        if len(self._kept) >= self._most:
            self._kept.clear()
        found = self._kept[shape] = CompiledFragment(render(marked(view, [0])))
        return found
