"""The demo union: believable people, runs and half-finished things, all made through the rooms' own operations."""
