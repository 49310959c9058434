"""The values of a catalogue.yml → one edition of a catalogue."""

from pruefbuch.catalogue.edition import read

__all__ = ["read"]
