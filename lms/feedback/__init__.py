"""What trainees say of a run, without anybody knowing who said it."""
