"""The rules that go beyond the shape of a file. One rule, one file: its docstring says what is right and what is wrong.

A rule is a module with an `ID` and a generator `check`. What it checks decides in which of the lists it stands; nothing is
discovered by magic.
"""

from pruefbuch.rules import (
    closed_fields,
    collisions,
    completeness,
    content_files,
    edition_mapping,
    frozen,
    guidance,
    guidance_links,
    initiative_sources,
    legal,
    municipalities,
    non_values,
    personal_data,
    picture_files,
    requirements,
    subjects,
    succession,
    written_pages,
)

ASSESSMENT_RULES = (non_values, requirements, closed_fields, completeness)
"""check(assessment, catalogue)"""

CATALOGUE_RULES = (guidance, guidance_links, frozen, edition_mapping)
"""check(catalogue, tree, catalogues)"""

TEXT_RULES = (personal_data,)
"""check(path, text): any file that people write"""

TREE_RULES = (content_files, picture_files, written_pages)
"""check(tree): a file of content/ with an error is not handed to the engine"""

INITIATIVE_RULES = (initiative_sources,)
"""check(initiative, municipality)"""

BOOK_RULES = (municipalities, subjects, succession, collisions, legal)
"""check(assessments, municipalities, catalogues, tree)"""
