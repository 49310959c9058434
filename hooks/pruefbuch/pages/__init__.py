"""The book as pages: views in, HTML out."""

from pruefbuch.pages.page import Heading, Page
from pruefbuch.pages.printer import Printer

__all__ = ["Heading", "Page", "Printer"]
