"""What the book remembers of every assessment, so that lists need not read its file again."""
