"""A published figure explained from its edition: formula, members, reasons, places. Nothing is computed from inputs."""
