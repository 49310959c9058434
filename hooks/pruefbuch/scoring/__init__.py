"""An assessment and its catalogue → a result. Pure and exact: fractions, no rounding, no order of ratings that matters.

The rules, in short (in full for readers: content/methode.md): what is unknown is an interval from the worst to the best possible
answer; what does not apply leaves the reckoning; levels are granted on the lower bound; knock-outs cap them; nothing is averaged
across dimensions unless the catalogue says so.
"""

from pruefbuch.scoring.result import SCORING_VERSION, score

__all__ = ["SCORING_VERSION", "score"]
