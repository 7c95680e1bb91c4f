"""A trainee's way through the modules."""
