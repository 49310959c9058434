"""What each page shows, as frozen values: labels, order, relative links, finished HTML of editors' texts. No templates, no files."""
