"""The rules of care: screening, program, session outcome, when to see a human. Pure Python."""
