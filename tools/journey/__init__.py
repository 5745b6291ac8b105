"""The way from the first page to a running stretch, as a strip of screenshots: docs/journey.md."""
