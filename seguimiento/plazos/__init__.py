"""Until when what is followed up is due, and for whom."""
