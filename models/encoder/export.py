"""Write a trained network as ONNX, and as ONNX with int8 weights."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import torch

from models.encoder.config import HEADS, MODEL_FILE
from models.encoder.data import Arrays
from models.encoder.network import ExportForm, TwoHeads

FULL_FILE = "model.onnx"  # full precision, for other runtimes; its weights lie in model.onnx.data
_OPSET = 18


def export(network: TwoHeads, sample: Arrays, folder: Path) -> None:
    """Write ``model.onnx`` and ``model.int8.onnx``.

    Parameters
    ----------
    network : TwoHeads
    sample : dict of arrays
        Inputs of at least two rows and two tokens: what has length one would be taken for fixed.
    folder : Path
    """
    form = ExportForm(network).cpu().eval()
    inputs = tuple(torch.from_numpy(array) for array in sample.values())
    axes = {0: torch.export.Dim("rows", min=1), 1: torch.export.Dim("tokens", min=2)}
    with quiet(), torch.no_grad():
        torch.onnx.export(
            form,
            inputs,
            str(folder / FULL_FILE),
            input_names=list(sample),
            output_names=list(HEADS),
            dynamic_shapes=(tuple(axes for _ in inputs),),
            opset_version=_OPSET,
            dynamo=True,
            external_data=True,  # a large encoder is beyond the 2 GB of one ONNX file
            verbose=False,
        )
        quantise(folder / FULL_FILE, folder / MODEL_FILE)


def quantise(full: Path, small: Path) -> None:
    """Write a model with int8 weights; activations are quantised as they come (dynamic quantisation).

    One scale a channel, and seven bits of eight: processors without VNNI overflow at eight (onnxruntime's guide to
    quantisation, "U8S8").
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(str(full))
    # The exporter's notes on inner shapes are from before its own optimisations; the quantiser infers them anew.
    del model.graph.value_info[:]
    quantize_dynamic(model, str(small), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the exporter's and quantiser's progress to themselves."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
