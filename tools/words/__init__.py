"""The sentences of the pages: their catalog, a pseudo-language made of it, how easy they read."""
