"""A PDF as a scanner would give it: pictures of its pages, straight and clean, or turned and noisy."""

from __future__ import annotations

import io
from typing import Any, Final

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

_DPI: Final = 200
_POINTS: Final = 72  # to the inch
_DEGREES: Final = 1.5
_BLUR: Final = 0.6  # pixels
_NOISE: Final = 14.0  # of 255 grey levels, standard deviation
_QUALITY: Final = 55  # of the JPEG pictures


def write_scan(pdf: bytes, *, turned: bool) -> bytes:
    """Return an image-only PDF of another PDF's pages at 200 dpi.

    Parameters
    ----------
    pdf : bytes
    turned : bool
        Whether the pages are turned by 1.5 degrees, a little out of focus and noisy, as after many a copy.
    """
    document = pypdfium2.PdfDocument(pdf)
    noise = np.random.default_rng(0)
    pages = [_picture(document[index], noise if turned else None) for index in range(len(document))]
    document.close()
    buffer = io.BytesIO()
    quality = {"quality": _QUALITY} if turned else {"quality": 92}
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, **quality)
    return buffer.getvalue()


def _picture(page: Any, noise: np.random.Generator | None) -> Image.Image:
    picture: Image.Image = page.render(scale=_DPI / _POINTS, grayscale=True).to_pil()
    page.close()
    if noise is None:
        return picture
    turned = picture.rotate(_DEGREES, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32)
    grainy = soft + noise.normal(0.0, _NOISE, soft.shape)
    return Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8))
