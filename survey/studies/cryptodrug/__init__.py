"""Studies that come with the product."""
