"""Deliveries of a programme: their days and sessions, venue, facilitators, due dates, and how far each has come.

A run stores only what the union decides (draft, open, confirmed, cancelled, closed). Whatever follows
from places, registers or marks is worked out by the rooms that own them.
"""
