"""A day at the desk, played through in a browser by links and buttons: docs/desk.md."""
