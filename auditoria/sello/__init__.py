"""The institution's seal and the time of others: how a closing is signed and dated, and how that is checked."""
