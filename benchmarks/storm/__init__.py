"""Bookings under fire: many visitors, killed servers, jumping clocks, and a model that checks."""
