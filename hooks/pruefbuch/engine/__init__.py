"""Everything that knows the habits of MkDocs and Material: settings, theme, language, frames, the server of `mkdocs serve`."""
