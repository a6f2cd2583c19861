"""What waits for whom in what is followed up, for one case file or for many at the same cost in queries."""
