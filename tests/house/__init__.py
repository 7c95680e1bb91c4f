"""What holds of the whole house, whatever room is added."""
