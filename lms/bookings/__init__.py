"""Places on runs: applications, approvals, the waiting list and its offers, withdrawal, cancelling.

Whoever holds a place (provisional, offered or confirmed) has a seat with a number, and the database
gives no seat twice. Everything that takes or frees a seat locks the run first, and one function
(`places.settle`) offers what is free to whoever has waited longest.
"""
