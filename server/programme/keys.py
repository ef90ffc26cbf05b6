"""Short ids within an event, which are printed on posters and kept on phones."""


class Keys:
    """Gives out "s1", "s2", …, going on from how many were made before."""

    def __init__(self, letter: str, made: int) -> None:
        """Go on after *made* keys of this letter."""
        self.letter, self.made = letter, made

    def next(self) -> str:
        """Return a key that was never given before."""
        self.made += 1
        return f"{self.letter}{self.made}"
