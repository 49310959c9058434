"""Measures Prüfbuch beside its peers: the same corpus, the same pages, the same machine. README.md says what is fair about it."""
