"""The rules that go beyond the shape of a file. One rule, one file: its docstring says what is right and what is wrong.

A rule is a module with an `ID` and a generator `check`. What it checks decides in which of the lists it stands; nothing is
discovered by magic.
"""

from pruefbuch.rules import (
    closed_fields,
    collisions,
    completeness,
    contact_data,
    content_files,
    edition_mapping,
    frozen,
    guidance,
    initiative_sources,
    legal,
    municipalities,
    non_values,
    requirements,
    subjects,
    succession,
    written_pages,
)

ASSESSMENT_RULES = (non_values, requirements, closed_fields, completeness)
"""check(assessment, catalogue)"""

CATALOGUE_RULES = (guidance, frozen, edition_mapping)
"""check(catalogue, tree, catalogues)"""

TREE_RULES = (content_files, written_pages)
"""check(tree): a file of content/ with an error is not handed to the engine"""

INITIATIVE_RULES = (contact_data, initiative_sources)
"""check(initiative, municipality)"""

BOOK_RULES = (municipalities, subjects, succession, collisions, legal)
"""check(assessments, municipalities, catalogues, tree)"""
