"""The values of an assessment, municipality, initiative, operator, offers or synonyms file → nouns."""

from pruefbuch.parse.assessment import read_assessment
from pruefbuch.parse.initiative import read_initiative
from pruefbuch.parse.municipality import read_municipality
from pruefbuch.parse.offers import read_offers
from pruefbuch.parse.operator import read_operator
from pruefbuch.parse.synonyms import read_synonyms

__all__ = ["read_assessment", "read_initiative", "read_municipality", "read_offers", "read_operator", "read_synonyms"]
