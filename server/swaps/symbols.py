"""QR symbols of our codes, with the segments said: an encoder left to itself packs worse."""

from typing import Literal

Correction = Literal["M", "Q"]
Modules = list[list[bool]]


def symbol(segments: tuple[str, str], correction: Correction) -> Modules:
    """Return the modules, dark is true, of a byte segment and an alphanumeric one after it.

    No quiet zone; whoever draws it leaves four modules free on each side.
    """
    from qrcode import constants, main, util  # noqa: PLC0415 -- slow import

    levels = {"M": constants.ERROR_CORRECT_M, "Q": constants.ERROR_CORRECT_Q}
    code = main.QRCode(error_correction=levels[correction], border=0)
    start, rest = segments
    code.add_data(util.QRData(start.encode(), mode=4))  # byte
    code.add_data(util.QRData(rest.encode(), mode=2))  # alphanumeric
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.modules]
