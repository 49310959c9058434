"""The map of Germany: where a place lies on it, what is land, which points stand too close to be told apart, what is near."""

from pruefbuch.geo.clusters import Cluster, clusters
from pruefbuch.geo.neighbours import Neighbour, Places
from pruefbuch.geo.outlines import lands_at, outlines
from pruefbuch.geo.projection import HEIGHT, WIDTH, Point, project

__all__ = ["HEIGHT", "WIDTH", "Cluster", "Neighbour", "Places", "Point", "clusters", "lands_at", "outlines", "project"]
