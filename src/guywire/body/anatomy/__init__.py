"""The anatomy as data the project owns: tables a biomechanist can read, and their loader."""
