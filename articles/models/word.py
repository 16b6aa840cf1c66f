"""The words of the archive, for spellings that would find something."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word as it is written in an article, folded; no form of it is left out.

    `shortened` is the word and what is left when one of its letters is taken away. Two words that
    differ by one letter too many, too few, wrong or swapped have one of these in common, so an
    ordinary index finds what was meant.
    """

    word = models.CharField(max_length=30, primary_key=True)
    shortened = ArrayField(models.CharField(max_length=30))

    class Meta:
        indexes = [GinIndex("shortened", name="word_shortened")]

    def __str__(self) -> str:
        return self.word
