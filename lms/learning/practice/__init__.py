"""Practice: a situation played through one choice after another, the way that was taken, and a debrief at its end."""
