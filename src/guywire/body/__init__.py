"""The engine: anatomy, tissue, posture and stretch. Knows no web."""
