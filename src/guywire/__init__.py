"""Guywire: the software of a physical-therapy practice for low back pain."""
