"""Words that the search takes for one."""

Synonyms = tuple[tuple[str, ...], ...]
"""groups of words or short phrases that mean the same, as people write them"""
