"""A body in each encoding that clients accept, compressed once."""

import gzip
import hashlib
from dataclasses import dataclass

import brotli

# Above this the last step of brotli takes seconds for a hundredth of the size.
THOROUGH_SIZE = 1_500_000
THOROUGH, QUICK = 11, 9


@dataclass(frozen=True, slots=True)
class Variants:
    """One body, plain and compressed."""

    plain: bytes
    gzip: bytes
    brotli: bytes

    def __len__(self) -> int:
        """Return how many bytes it takes to keep."""
        return len(self.plain) + len(self.gzip) + len(self.brotli)


def compress(plain: bytes) -> Variants:
    """Return *plain* in every encoding; the same bytes for the same body. Takes its time."""
    quality = THOROUGH if len(plain) <= THOROUGH_SIZE else QUICK
    return Variants(
        plain=plain,
        gzip=gzip.compress(plain, 9, mtime=0),
        brotli=brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality),
    )


def compress_while_waited_for(plain: bytes) -> Variants:
    """Return *plain* in every encoding, in milliseconds."""
    return Variants(
        plain=plain,
        gzip=gzip.compress(plain, 6, mtime=0),
        brotli=brotli.compress(plain, mode=brotli.MODE_TEXT, quality=5),
    )


def content_tag(body: bytes) -> str:
    """Return a tag for a body that has no version of its own."""
    return hashlib.sha256(body).hexdigest()[:24]
