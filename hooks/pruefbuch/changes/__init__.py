"""What changes for the public between two commits of a book. Both are read as they lie in git, as data: nothing of them is run."""
