"""What everybody may read without an account: the signed agreements that their parties publish."""
