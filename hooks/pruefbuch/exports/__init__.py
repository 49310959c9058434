"""Files for programs: feeds, data of the map, sitemap, documents of the search, data that scripts of pages filter by."""
