"""Text typed into an expired session comes back: kept encrypted for that same account, never sent by itself."""
