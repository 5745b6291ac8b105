"""From readings to findings: where engine numbers become words of care. Knows no web."""
