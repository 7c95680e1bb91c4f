"""The rule, completion, appointment, sign-off, and the accreditation itself."""
