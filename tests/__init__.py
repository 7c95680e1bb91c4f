"""The rooms again, each with its tests; `house` for what holds of the whole house, `browser` for what needs one."""
