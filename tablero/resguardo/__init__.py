"""Text typed into an expired session comes back: kept encrypted for that same account, shown again, never sent by itself."""
