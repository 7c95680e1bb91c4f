"""What goes into the room: the facilitator's material, the pack for a room with no signal, modules to read on paper."""
