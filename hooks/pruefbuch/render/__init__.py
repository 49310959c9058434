"""The book as pages: views in, HTML out."""

from pruefbuch.render.page import Heading, Page
from pruefbuch.render.pages import Printer

__all__ = ["Heading", "Page", "Printer"]
