"""Commands over models and the installation: evaluate, train, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from cchc.app import app
from cchc.language import say
from cchc.screen import Screen
from nlp.errors import CchcError


@app.command(
    help=say(
        "Chấm điểm trên báo cáo đã gán nhãn (mặc định: báo cáo mẫu).",
        "Score against labelled reports (the samples by default).",
    ),
    epilog="cchc evaluate\ncchc evaluate nhan/ --no-outline",
)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False, metavar="[FOLDER]"
)
@click.option(
    "--no-outline",
    is_flag=True,
    help=say("Chỉ in điểm khi không dùng đề mục.", "Print only the scores without the headings."),
)
@click.option("--model", type=click.Path(file_okay=False), help=say("Thư mục mô hình khác.", "Another model's folder."))
@click.option("--json", "as_json", is_flag=True, help=say("In JSON.", "Print JSON."))
def evaluate(folder: Path | None, no_outline: bool, model: str | None, as_json: bool) -> None:
    """Score the model on a folder with `reports/` and `gold/`, or on the sample reports."""
    from evaluation.report import evaluate as run
    from evaluation.report import load_gold, print_scores, sample_gold

    try:
        gold = load_gold(folder) if folder else sample_gold()
        runs = run(gold, model, outlines=(False,) if no_outline else (True, False))
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError) as error:
        raise CchcError("E021", str(folder), f"{type(error).__name__}: {error}") from error
    if as_json:
        click.echo(json.dumps(runs, ensure_ascii=False, indent=1))
    else:
        print_scores(runs, Screen())


@app.command(
    help=say(
        "Huấn luyện lại mô hình, hoặc tinh chỉnh một bộ mã hóa, từ dữ liệu của kho.",
        "Train the model, or fine-tune an encoder, from the repository's own text.",
    ),
    epilog="cchc train -o mo-hinh/\ncchc train --model encoder --base multilingual-e5-small/ -o bo-ma-hoa/",
)
@click.option(
    "--model",
    "kind",
    type=click.Choice(["default", "encoder"]),
    default="default",
    show_default=True,
    help=say("default: mô hình đi kèm; encoder: tinh chỉnh bộ mã hóa.", "default: the shipped one; encoder: tuned."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        "Thư mục ghi mô hình; mặc định thay mô hình đi kèm, với encoder là ./encoder.",
        "Folder to write; the shipped model by default, for an encoder ./encoder.",
    ),
)
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=say("Thư mục bộ mã hóa Hugging Face trên máy.", "Folder of a local Hugging Face encoder."),
)
@click.option("--epochs", type=click.IntRange(1, 1000), help=say("Số vòng nhiều nhất.", "Most epochs."))
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help=say("Hạt ngẫu nhiên.", "Random seed."))
@click.option("--resume", is_flag=True, help=say("Tiếp tục lượt bị ngắt.", "Go on with an interrupted run."))
@click.option(
    "--segment/--no-segment",
    default=None,
    help=say("Nối âm tiết của từ (PhoBERT); không ghi thì tự nhận.", "Join the syllables of words (PhoBERT)."),
)
def train(kind: str, output: Path | None, **chosen: Any) -> None:
    """Train and save a model."""
    from cchc.training import train_model

    if kind == "encoder":
        return _train_encoder(output or Path("encoder"), **chosen)
    if unused := [name for name, value in chosen.items() if value not in (None, False)]:
        raise click.UsageError(
            say(f"--{unused[0]} cần --model encoder", f"--{unused[0]} goes with --model encoder only")
        )
    folder, card = train_model(output)
    return _tell_model(folder, card)


def _train_encoder(
    output: Path, base: Path | None, epochs: int | None, seed: int | None, resume: bool, segment: bool | None
) -> None:
    from cchc.training import train_encoder_model
    from models.encoder.build import EncoderRequest

    if base is None:
        raise click.UsageError(say("--model encoder cần --base DIR", "--model encoder needs --base DIR"))
    config = train_encoder_model(EncoderRequest(base, output, epochs, seed, resume, segment))
    _tell_model(output, config.card | {"weights": config.weights})


def _tell_model(folder: Path, card: dict[str, Any]) -> None:
    click.echo(say(f"Đã ghi mô hình vào {folder}", f"Model written to {folder}"))
    click.echo(json.dumps(card, ensure_ascii=False))


@app.command(
    help=say("Kiểm tra phiên bản và các phần còn thiếu.", "Tell versions and which optional parts are missing."),
    epilog="cchc doctor",
)
def doctor() -> None:
    """Tell what is installed."""
    from cchc.doctor import print_doctor

    if not print_doctor(Screen()):
        sys.exit(1)
