import gzip

import brotli
import pytest

from server.core.conditional import preferred_encoding
from server.core.variants import compress, compress_while_waited_for

BODY = b"the same words again and again, " * 200


@pytest.mark.parametrize("make", [compress, compress_while_waited_for])
def test_every_variant_holds_the_same_body(make: object) -> None:
    assert callable(make)
    variants = make(BODY)

    assert gzip.decompress(variants.gzip) == brotli.decompress(variants.brotli) == BODY
    assert len(variants) == len(BODY) + len(variants.gzip) + len(variants.brotli)


def test_variant_says_nothing_of_when_it_was_made() -> None:
    when = slice(4, 8)  # of gzip's header: the same tag has to mean the same bytes

    assert compress(BODY).gzip[when] == bytes(4)
    assert compress_while_waited_for(BODY).gzip[when] == bytes(4)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.000, *", "gzip"),
        ("*;q=0", ""),
        ("deflate", ""),
        ("br;q=", ""),
        (";;,,=", ""),
    ],
)
def test_smallest_accepted_encoding_is_preferred(header: str, encoding: str) -> None:
    assert preferred_encoding(header) == encoding
