"""What is done with plans from a console."""
