"""Office files: spreadsheets in and out."""
