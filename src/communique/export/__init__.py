"""What leaves the library: one module a format, heavy libraries imported inside."""
