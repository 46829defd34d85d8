"""Measures of job A on a collection of judged questions."""
