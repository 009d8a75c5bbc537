"""Text in, structure out: views, outline, statements, citations, places, report facts.

Pure functions and spaCy components. Nothing here reads a user's file, opens a connection or trains.
"""
