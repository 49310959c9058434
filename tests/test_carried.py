"""Assessments that workers hand over as bytes come out as they went in."""

from __future__ import annotations

from pruefbuch.build import carried
from sample_book import assessments


def test_every_assessment_comes_out_as_it_went_in() -> None:
    packed = [carried.pack(each) for each in assessments()]
    assert [carried.unpack(each) for each in packed] == list(assessments())
    ratings = [rating for each in assessments() for rating in each.ratings]
    assert any(rating.amounts for rating in ratings)  # fractions, which MessagePack has no type for
    assert any(rating.measures and rating.evidence for rating in ratings)
