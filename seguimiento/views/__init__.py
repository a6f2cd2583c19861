"""Pages of commitments and of meetings."""
