"""The words of the methods of aggregation. How each method reckons stands in `scoring.methods`."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from pruefbuch.model.catalogues import Aggregation, Method
from pruefbuch.texts import gettext
from pruefbuch.views.figures import exact


class MethodWords(NamedTuple):
    """The name of a method, and how it reckons in a sentence or two."""

    name: str
    formula: str


def words_of(aggregation: Aggregation) -> MethodWords:
    """The words of the method of an aggregation."""
    match aggregation.method:
        case Method.NONE:
            return MethodWords(gettext("no figure, profile only"), gettext("formula none"))
        case Method.WEIGHTED_MEAN:
            return MethodWords(gettext("weighted mean"), gettext("formula weighted mean"))
        case Method.SUM:
            return MethodWords(gettext("sum"), gettext("formula sum"))
        case Method.MINIMUM:
            return MethodWords(gettext("minimum"), gettext("formula minimum"))
        case Method.SHARE_MET:
            assert aggregation.met is not None
            formula = gettext("formula share met from %(met)s") % {"met": exact(aggregation.met)}
            return MethodWords(gettext("share met"), formula)
        case Method.INDEX:
            return MethodWords(gettext("points to index"), gettext("formula index"))
        case _:
            assert_never(aggregation.method)
