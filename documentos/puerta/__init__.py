"""The gate: no upload is kept before its content was examined in a confined process."""
