"""What each page shows, as frozen values: labels, order, relative links, editors' texts as they wrote them. No HTML, no files."""
