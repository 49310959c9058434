"""Prüfbuch: the book of sustainability checks that German municipalities publish."""
