"""Regions and their officers, employers, workplaces, and who works where."""
