"""What people fill in, one class for each act."""
