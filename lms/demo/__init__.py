"""The demo union, made through the rooms' own operations."""
