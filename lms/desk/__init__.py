"""Each person's own pages, and those that show several rooms at once. It owns no table."""
