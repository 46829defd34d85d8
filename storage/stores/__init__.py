"""Queries: one store a subject, records in and out, never a commit."""
