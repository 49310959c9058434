"""What is mended in Material's templates; a Material that says something else is not taken silently."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from pruefbuch.press.mending import MENDS, Mended

SOUND = "\n".join(MENDS["base.html"])


def test_words_are_replaced_and_other_templates_left() -> None:
    environment = Environment(loader=Mended(DictLoader({"base.html": SOUND, "other.html": SOUND})), autoescape=True)
    assert environment.loader is not None
    source, _, fresh = environment.loader.get_source(environment, "base.html")
    assert source == "\n".join(MENDS["base.html"].values())
    assert fresh is not None and fresh()
    assert environment.loader.get_source(environment, "other.html")[0] == SOUND


@pytest.mark.parametrize("missing", MENDS["base.html"])
def test_another_material_is_noticed(missing: str) -> None:
    loader = Mended(DictLoader({"base.html": SOUND.replace(missing, "")}))
    with pytest.raises(LookupError, match=r"base\.html of this Material"):
        Environment(loader=loader, autoescape=True).get_template("base.html")
