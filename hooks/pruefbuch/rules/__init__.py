"""The rules that go beyond the shape of a file. One rule, one file: its docstring says what is right and what is wrong.

A rule is a module with an `ID` and a generator `check`. What it checks decides in which of the three lists it stands; nothing is
discovered by magic.
"""

from pruefbuch.rules import (
    closed_fields,
    collisions,
    completeness,
    edition_mapping,
    frozen,
    guidance,
    legal,
    municipalities,
    non_values,
    requirements,
    subjects,
    succession,
)

ASSESSMENT_RULES = (non_values, requirements, closed_fields, completeness)
"""check(assessment, catalogue)"""

CATALOGUE_RULES = (guidance, frozen, edition_mapping)
"""check(catalogue, tree, catalogues)"""

BOOK_RULES = (municipalities, subjects, succession, collisions, legal)
"""check(assessments, municipalities, catalogues, tree)"""
