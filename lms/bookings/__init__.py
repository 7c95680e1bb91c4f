"""Applications, approvals, places and the waiting list."""
