"""What the pages ask of institutions, posts, people and accounts."""
