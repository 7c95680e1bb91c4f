"""Deliveries of a programme: sessions, venue, facilitators, due dates."""
