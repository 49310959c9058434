"""The nouns of the book: frozen values without input or output.

Words are those of the word list in hooks/README.md. Numbers are `fractions.Fraction`, never floats: what is published can be
reckoned again by hand. Tuples keep the order of the files; nothing here refers back to what contains it.
"""
