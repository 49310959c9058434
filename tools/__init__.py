"""Programs that are run by hand, seldom: their output is committed."""
