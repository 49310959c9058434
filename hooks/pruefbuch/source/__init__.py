"""YAML text → values with the place of each; stricter than YAML, so that a file means what it looks like.

No typing happens here: `no`, `01001000` and `12:30` stay the text that they are. What people usually write is read by one regular
expression (`fast_reader`), all else from the events of libyaml's parser (`event_reader`); PyYAML resolves and constructs nothing.
"""

from pruefbuch.source.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from pruefbuch.source.nodes import Mapping, Node, Scalar, Sequence
from pruefbuch.source.reading import read

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "MAX_PROBLEMS",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "read",
]
