"""How many codes are read: the app's own worker, in a real browser, over the shared pictures.

    python -m tests.bench.decoding

Prints the share of pictures read in one pass, by twelve frames of the live plan, and by the photo
plan, what was read wrongly, and the worker's time a frame. Needs the shared pictures and a build.
"""

import functools
import http.server
import json
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from server import bootstrap
from tests.browser.phones import launch
from tests.shared import shared_file

FRAMES = 12  # every way the live plan looks, once
TRY = """async ([worker, pictures, frames]) => {
  const decoder = new Worker(worker, { type: 'module' })
  const next = () => new Promise(done => { decoder.onmessage = ({ data }) => done(data) })
  await next()
  const ask = (image, frame) => {
    decoder.postMessage({ image, frame })
    return next()
  }
  const results = []
  for (const picture of pictures) {
    const bitmap = await createImageBitmap(await (await fetch(picture)).blob())
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    context.drawImage(bitmap, 0, 0)
    const image = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const live = []
    for (let frame = 0; frame < frames; frame++) live.push(await ask(image, frame))
    results.push({ live, photo: await ask(image, 'photo') })
  }
  return results
}"""


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves the build and the pictures, and says nothing."""

    def guess_type(self, path: object) -> str:
        """Return the media type that a browser insists on."""
        types = {".js": "text/javascript", ".wasm": "application/wasm", ".svg": "image/svg+xml"}
        return types.get(Path(str(path)).suffix, "image/*")

    def translate_path(self, path: str) -> str:
        """Find a picture under /qr/, everything else in the build."""
        if path.startswith("/qr/"):
            return str(shared_file(path.removeprefix("/")))
        return str(bootstrap.STATIC / path.removeprefix("/"))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Serve the files on loopback for as long as the block runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Read every picture in every plan and print what came of it."""
    manifest = shared_file("qr/manifest.json")
    if manifest is None:
        print("The shared pictures are not here.")
        return
    bootstrap.build_client()
    pictures: list[dict[str, Any]] = json.loads(manifest.read_text())
    [worker] = (bootstrap.STATIC / "assets").glob("decoder-worker-*.js")
    with served() as url, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.goto(f"{url}/icon.svg")
        results = page.evaluate(
            TRY, [f"/assets/{worker.name}", [f"/qr/{it['file']}" for it in pictures], FRAMES]
        )
        browser.close()
    report(pictures, results)


def report(pictures: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
    """Print the shares, by plan and by set."""
    pairs = list(zip(pictures, results, strict=True))
    plans: dict[str, slice] = {"one pass": slice(1), f"{FRAMES} live frames": slice(FRAMES)}
    for name, part in plans.items():
        print_share(name, [(it, found["live"][part]) for it, found in pairs])
    print_share("photo plan", [(it, [found["photo"]]) for it, found in pairs])
    times = [frame["ms"] for it in results for frame in it["live"]]
    ordered = sorted(times)
    print(
        f"a frame in the worker: median {statistics.median(times):.1f} ms, "
        f"95 of 100 within {ordered[int(len(ordered) * 0.95)]:.1f} ms"
    )


def print_share(plan: str, pairs: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> None:
    """Print how many of the pictures with a code were read, of all and of each set."""
    for group in ("all", *sorted({picture["set"] for picture, _ in pairs})):
        chosen = [pair for pair in pairs if group in ("all", pair[0]["set"])]
        with_code = [pair for pair in chosen if pair[0]["n"]]
        read = sum(any(is_right(it, one) for one in found) for it, found in with_code)
        wrong = sum(
            any(one.get("text") and not is_right(it, one) for one in found) for it, found in chosen
        )
        print(
            f"{plan:16} {group:10} {read:4} of {len(with_code):4} read "
            f"({100 * read / len(with_code):5.1f} %), {wrong} wrongly"
        )


def is_right(picture: dict[str, Any], found: dict[str, Any]) -> bool:
    """Return whether the text is the picture's, line ends apart; any, where that is not known."""
    text = (found.get("text") or "").replace("\r\n", "\n")
    return bool(text) and (not picture["text"] or text.strip() == picture["text"].strip())


if __name__ == "__main__":
    main()
