"""The seams: what the service needs from outside, as protocols. One real part each (and one test double)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from counter_app.domain.card_read import CardRead, ReaderState
from counter_app.domain.checkpoint import Head
from counter_app.domain.slip import Handed, PrinterChoice, Slip, SlipChoice, SlipFacts
from counter_app.domain.ticket import Record, Refusal


class Clock(Protocol):
    """Time at this counter."""

    def now(self) -> datetime:
        """The present time, aware, UTC."""
        ...


class KeyChecks(NamedTuple):
    """What a store keeps to tell the right keys from others; ``audit`` is (key id, check value), oldest first."""

    identity: str
    audit: tuple[tuple[str, str], ...]


class Keys(Protocol):
    """Keyed hashes under the store's keys, which live outside the database."""

    def document_mac(self, scheme: str, country: str, number: str) -> bytes:
        """HMAC-SHA256 (32 bytes) of scheme, country and normalised number under the identity key."""
        ...

    def audit_mac(self, fields: bytes) -> bytes:
        """HMAC-SHA256 (32 bytes) of canonical fields under the audit key in use."""
        ...

    def audit_mac_under(self, key_id: str, fields: bytes) -> bytes | None:
        """The same under the audit key of this name, also one no longer in use; None if it is not known here."""
        ...

    @property
    def audit_key_id(self) -> str:
        """The name of the audit key in use, kept in each row so that keys can be rotated."""
        ...

    @property
    def audit_key_ids(self) -> tuple[str, ...]:
        """The names of every audit key known here, oldest first; the last is in use."""
        ...

    @property
    def in_file(self) -> bool:
        """Whether they are kept in a file, which protects less than the system's key store."""
        ...

    def checks(self) -> KeyChecks:
        """What the store keeps to tell the right keys from others."""
        ...

    def first(self, count: int) -> Keys:
        """The same with the oldest ``count`` audit keys only."""
        ...


class KeyKeeper(Protocol):
    """Where this counter keeps stores' keys."""

    def make(self, store_id: str) -> Keys:
        """New random keys for a new store, kept. Raises: StoreRefused if they cannot be kept."""
        ...

    def get(self, store_id: str) -> Keys:
        """The keys of a store. Raises: StoreRefused if this counter does not have them."""
        ...

    def add_audit_key(self, store_id: str, known: int) -> Keys:
        """The oldest ``known`` audit keys and a new one that seals from now on, kept. Raises: StoreRefused."""
        ...


class Signer(Protocol):
    """Signatures of this computer."""

    def sign(self, store_id: str, content: bytes) -> tuple[str, str]:
        """The public key (Ed25519, hex) and the signature, hex. Raises: StoreRefused if no key can be kept."""
        ...

    def fits(self, signer: str, content: bytes, signature: str) -> bool:
        """Whether the holder of this public key (hex) signed this content."""
        ...


class HeadKeeper(Protocol):
    """Where this counter remembers, outside the database, how far it wrote the audit chains of a store."""

    def remember(self, store_id: str, head: Head) -> None:
        """Remember a committed row as its chain's last."""
        ...

    def remembered(self, store_id: str) -> tuple[Head, ...]:
        """The last row of each chain that is remembered."""
        ...

    def forget(self, store_id: str) -> None:
        """Forget a store's chains."""
        ...


class SlipRenderer(Protocol):
    """Facts → PDF."""

    def render(self, facts: SlipFacts, layout: str, paper: str, language: str) -> Slip:
        """The slip in a layout on a paper (rows of ``slips.layouts`` and ``slips.papers``). Raises: BadInput."""
        ...

    def layouts(self) -> tuple[SlipChoice, ...]:
        """The layouts there are, the usual one first."""
        ...

    def papers(self) -> tuple[SlipChoice, ...]:
        """The papers there are, the usual one first."""
        ...


class SlipPrinter(Protocol):
    """Takes rendered slips to paper or a file."""

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The printers known now, the default first. Raises: DeviceTrouble."""
        ...

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed | None:
        """Hand the slip to a printer; ``title`` is the job's name and holds nothing personal. Raises: DeviceTrouble."""
        ...


@runtime_checkable
class PrintQueue(Protocol):
    """A ``SlipPrinter`` that can tell what became of a slip it took."""

    def after(self, printer: str, job: str) -> str:
        """How the job (``Handed.job``) stands, in words (a catalogue key); it may take some seconds. "" if unknown."""
        ...


class DocumentReader(Protocol):
    """Reads identity cards that are put on it. ``read`` blocks: it runs on the reader lane, one call at a time."""

    def read(self, cancelled: Callable[[], bool]) -> CardRead | None:
        """Wait for a card and read it; None when ``cancelled()``, or when none came for a while: then ask again.

        A card is read once, then it must be lifted. Raises: DeviceTrouble if a card lies there and cannot be read.
        """
        ...

    def state(self) -> ReaderState:
        """How the reader was when ``read`` last looked at it; never blocks."""
        ...

    def close(self) -> None:
        """Let go of the device; not while ``read`` runs."""
        ...


class CardTray(Protocol):
    """Where a demo puts its invented cards on a pretended reader."""

    def put_down(self, number: str) -> bool:
        """Put down the card with this document number; False if that document has no chip such readers read."""
        ...

    def take_away(self) -> None:
        """Take the card away, if there is one."""
        ...


def never() -> bool:
    """Nobody cancels."""
    return False


class FileReader(Protocol):
    """Reads one file of tickets, events or owners to its end."""

    def read(self, path: Path, cancelled: Callable[[], bool] = never) -> Iterable[Record | Refusal]:
        """Every record, in file order, a refusal in the place of each bad one. Raises: UnreadableFile, at any point.

        It may break off, without a word, once ``cancelled()`` says so: then nothing of the file may be believed.
        """
        ...
