from server.core.shelf import Shelf


def test_thing_is_made_once() -> None:
    shelf: Shelf[bytes] = Shelf(capacity=10)

    assert shelf.get("a", lambda: b"first") == b"first"
    assert shelf.get("a", lambda: b"second") == b"first"


def test_what_was_not_used_for_longest_goes_first() -> None:
    shelf: Shelf[bytes] = Shelf(capacity=10)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda: b"four")

    assert shelf.size == 8
    assert shelf.get("a", lambda: b"anew") == b"four"
    assert shelf.get("b", lambda: b"anew") == b"anew"


def test_nothing_is_not_kept_and_what_is_too_large_is_given_all_the_same() -> None:
    shelf: Shelf[bytes] = Shelf(capacity=3)

    assert shelf.get("a", lambda: None) is None
    assert shelf.get("a", lambda: b"large") == b"large"
    shelf.get("b", lambda: b"b")
    assert shelf.size == 1
