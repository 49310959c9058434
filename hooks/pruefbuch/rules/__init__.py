"""The rules that go beyond the shape of a file. One rule, one file: its docstring says what is right and what is wrong.

A rule is a module with an `ID` and a generator `check`. What it checks decides in which of the lists it stands; nothing is
discovered by magic.
"""

from pruefbuch.rules import (
    closed_fields,
    collisions,
    completeness,
    content_files,
    date_order,
    edition_mapping,
    former_names,
    frozen,
    future,
    guidance,
    guidance_links,
    initiative_future,
    initiative_land,
    initiative_sources,
    keys,
    land,
    legal,
    measures,
    municipalities,
    names,
    non_values,
    papers,
    pasted,
    personal_data,
    picture_files,
    requirements,
    subjects,
    succession,
    transcription,
    twins,
    written_pages,
)

ASSESSMENT_RULES = (non_values, requirements, closed_fields, completeness, date_order, measures, transcription)
"""check(assessment, catalogue)"""

CATALOGUE_RULES = (guidance, guidance_links, frozen, edition_mapping)
"""check(catalogue, tree, catalogues)"""

TEXT_RULES = (personal_data, pasted)
"""check(path, text): any file that people write"""

TREE_RULES = (content_files, picture_files, written_pages)
"""check(tree): a file of content/ with an error is not handed to the engine"""

INITIATIVE_RULES = (initiative_sources, initiative_land, initiative_future)
"""check(initiative, municipality, tree)"""

BOOK_RULES = (municipalities, land, keys, names, subjects, succession, twins, papers, former_names, future, collisions, legal)
"""check(assessments, municipalities, catalogues, tree)"""
