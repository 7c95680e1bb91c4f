"""Case-study answers and their marking."""
