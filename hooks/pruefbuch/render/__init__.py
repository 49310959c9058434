"""The book as pages: views in, HTML out."""

from pruefbuch.render.page import Heading, Page
from pruefbuch.render.pages import PageRenderer

__all__ = ["Heading", "Page", "PageRenderer"]
