"""What waits for whom in annual plans, for one or for many at the same cost in queries."""
