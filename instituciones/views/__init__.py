"""Pages of institutions, posts, people and accounts: one module for each."""
