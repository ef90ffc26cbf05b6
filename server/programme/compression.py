"""A body in each encoding that clients accept, compressed once."""

import gzip
from dataclasses import dataclass

import brotli

# Above this the last step of brotli takes seconds for a hundredth of the size.
THOROUGH_SIZE = 600_000
THOROUGH, QUICK = 11, 9


@dataclass(frozen=True, slots=True)
class Variants:
    """One body, plain and compressed."""

    plain: bytes
    gzip: bytes
    brotli: bytes


def compress(plain: bytes) -> Variants:
    """Return *plain* in every encoding; the same bytes for the same body."""
    quality = THOROUGH if len(plain) <= THOROUGH_SIZE else QUICK
    return Variants(
        plain=plain,
        gzip=gzip.compress(plain, 9, mtime=0),
        brotli=brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality),
    )
