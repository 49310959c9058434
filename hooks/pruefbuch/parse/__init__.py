"""The values of an assessment or municipality file → nouns."""

from pruefbuch.parse.assessment import read_assessment
from pruefbuch.parse.municipality import read_municipality

__all__ = ["read_assessment", "read_municipality"]
