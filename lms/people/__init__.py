"""Persons, their accounts, how they sign in, and the roles that reach the whole union."""
