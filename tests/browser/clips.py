"""Camera clips of a picture held up to a phone, for Chromium's fake camera."""

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

FRAME = (1280, 720)
FRAMES_A_PICTURE = 16
FILLS = 0.94  # of the frame's height
NOISE = 3.0  # standard deviation in grey levels, about what a phone shows indoors
JPEG_QUALITY = 92


def write_clip(path: Path, pictures: Sequence[bytes], *, fills: float = FILLS) -> Path:
    """Write an MJPEG clip in which each PNG of *pictures* is held up in turn, not quite still.

    Chromium plays it in a loop. *fills* is how much of the frame's height a picture takes. The
    file is replaced in one act, so that a camera opened next sees the new clip whole.
    """
    grain = _grain()
    frames = []
    for picture in pictures:
        held = _scaled(Image.open(io.BytesIO(picture)).convert("RGB"), fills)
        frames += [
            _frame(held, number / FRAMES_A_PICTURE, np.roll(grain, number * 7))
            for number in range(FRAMES_A_PICTURE)
        ]
    fresh = path.with_suffix(".new")
    fresh.write_bytes(b"".join(frames))
    fresh.replace(path)
    return path


def _scaled(picture: Image.Image, fills: float) -> Image.Image:
    scale = min(fills * FRAME[1] / picture.height, fills * FRAME[0] / picture.width)
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


@lru_cache
def _grain() -> np.ndarray:
    """Return the noise of a frame; each frame has it elsewhere."""
    noise = np.random.default_rng(7).normal(0, NOISE, (FRAME[1], FRAME[0], 3))
    return noise.round().astype(np.int16)


def _frame(held: Image.Image, phase: float, grain: np.ndarray) -> bytes:
    """Return one JPEG: the picture, swaying and tilting a little, before a plain wall."""
    turn = 2 * math.pi * phase
    tilted = held.convert("RGBA").rotate(
        2.5 * math.sin(turn), resample=Image.Resampling.BICUBIC, expand=True
    )
    room = (
        Image.linear_gradient("L").resize(FRAME).point(lambda grey: 60 + grey // 3).convert("RGB")
    )
    room.paste(
        tilted,
        (
            (FRAME[0] - tilted.width) // 2 + round(6 * math.sin(turn)),
            (FRAME[1] - tilted.height) // 2 + round(4 * math.cos(turn)),
        ),
        tilted,
    )
    sharp = np.asarray(room.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.int16)
    grainy = np.clip(sharp + grain, 0, 255).astype(np.uint8)
    jpeg = io.BytesIO()
    Image.fromarray(grainy).save(jpeg, "JPEG", quality=JPEG_QUALITY, subsampling="4:2:0")
    return jpeg.getvalue()
