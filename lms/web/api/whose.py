"""Whose token it is: what a room that knows persons tells the frame."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """The owner of a token that counts; `whose` is a stable word for her, such as "person 12"."""

    person: object
    whose: str
    read_only: bool
