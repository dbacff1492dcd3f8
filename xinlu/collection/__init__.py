"""归集: a file or a form becomes cleaned, checked rows and a receipt."""
