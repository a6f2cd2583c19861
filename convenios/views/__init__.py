"""Pages on which something is done to an agreement: one module per matter, all through `actos.atender`."""
