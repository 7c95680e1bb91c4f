"""Registers, and making up for what was missed."""
