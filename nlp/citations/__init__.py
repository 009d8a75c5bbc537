"""Cited documents: find mentions, normalise numbers, resolve mentions to documents, mark them in a text."""

from nlp.citations.annotate import annotate
from nlp.citations.documents import Document, resolve
from nlp.citations.issuers import IssuerContext
from nlp.citations.mentions import Mention, extract
from nlp.citations.numbers import normalise

__all__ = ["Document", "IssuerContext", "Mention", "annotate", "extract", "normalise", "resolve"]
