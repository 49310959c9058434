"""Links that leave the site: where they stand, when each was last reachable, and whether it is now. No build asks the network."""
