"""Pages of plans and shared resources."""
