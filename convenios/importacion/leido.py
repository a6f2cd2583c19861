"""What one cell turned out to say."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Leido(Generic[T]):
    """A cell that was read, or refused.

    `valor` is None with an empty `error` when the cell says nothing, or that the fact is not known. Of the sentences,
    `como` tells how it was read when not to the letter, `duda` what to look at, `error` why it was refused.
    """

    original: str
    valor: T | None = None
    como: str = ""
    duda: str = ""
    error: str = ""
