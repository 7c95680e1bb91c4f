"""Freshness of what was taught: each statement of law, what rests on it, and who has read what changed."""
