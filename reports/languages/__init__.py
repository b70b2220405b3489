"""Every word the product prints in a report, one file for each language."""
