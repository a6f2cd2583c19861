"""Pages of annual plans, strategic plans and shared resources."""
