"""A members' file read and checked line by line: bytes to cells to values to what would change. No database."""
