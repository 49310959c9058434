"""What changes, as JSON for programs. Figures are exact fractions in words, so that nobody rounds them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from pruefbuch import reports
from pruefbuch.changes.values import AnswerChange, AssessmentState, Changes, DimensionChange, Reached, ResultChange
from pruefbuch.changes.words import headline

VERSION = 1
"""of the form"""


def as_json(changes: Changes) -> str:
    """One document, in a fixed order."""
    content = {
        "version": VERSION,
        "base": changes.base,
        "head": changes.head,
        "headline": headline(changes),
        "publishable": not changes.errors,
        "results": [_result(result) for result in changes.results],
        "catalogues": [
            {
                "id": edition.ref,
                "title": edition.title,
                "change": edition.change,
                "previous": edition.previous or None,
                "reason": edition.reason or None,
                "criteria": dict(edition.criteria),
                "results": edition.results,
            }
            for edition in changes.catalogues
        ],
        "files": changes.others,
        "gone": changes.gone,
        "outside": changes.outside,
        "problems": reports.rows(changes.problems),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _result(result: ResultChange) -> dict[str, Any]:
    return {
        "id": result.id,
        "path": result.path,
        "title": result.title or None,
        "municipality": result.town or None,
        "date": str(result.date) if result.date else None,
        "change": result.change,
        "lowered": result.lowered,
        "former": result.former or None,
        "from": _state(result.before),
        "to": _state(result.after),
        "compared_with": result.compared or None,
        "dimensions": [_dimension(part) for part in result.dimensions],
        "answers": [_answer(answer) for answer in result.answers],
        "explained": result.explained,
        "fields": result.fields,
        "due": [
            {"criterion": promise.criterion, "text": promise.text, "due": str(promise.due) if promise.due else None}
            for promise in result.due
        ],
        "settled": result.settled,
        "removal": result.removal or None,
    }


def _state(state: AssessmentState | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "edition": state.edition,
        "status": state.status,
        "status_reason": state.status_reason or None,
        "gist": state.gist,
    }


def _dimension(part: DimensionChange) -> dict[str, Any]:
    return {
        "id": part.id or None,
        "label": part.label,
        "from": _reached(part.before),
        "to": _reached(part.after),
        "direction": part.direction,
        "lowered": part.lowered,
    }


def _reached(reached: Reached | None) -> dict[str, Any] | None:
    if reached is None:
        return None
    low, high = map(_fraction, (reached.low, reached.high))
    return {"low": low, "high": high, "level": reached.level or None, "capped_by": reached.caps}


def _fraction(value: Fraction) -> str:
    return str(value)


def _answer(answer: AnswerChange) -> dict[str, Any]:
    return {
        "criterion": answer.criterion,
        "name": answer.name,
        "dimension": answer.dimension,
        "line": answer.place.line,
        "from": answer.before,
        "to": answer.after,
        "direction": answer.direction,
        "reason": answer.reason or None,
        "reason_is_new": answer.fresh,
    }
