"""What trainees and markers of the demo union write, a case study a file."""
