"""Commands over models and the installation: evaluate, train, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from cchc.app import app
from cchc.behaviour import print_behaviour
from cchc.language import say
from cchc.screen import Screen
from nlp.errors import CchcError


@app.command(
    help=say(
        "Chấm điểm trên báo cáo đã gán nhãn (mặc định: báo cáo mẫu).",
        "Score against labelled reports (the samples by default).",
    ),
    epilog="cchc evaluate\ncchc evaluate nhan/ --no-outline\ncchc evaluate --behaviour",
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
@click.option(
    "--behaviour",
    is_flag=True,
    help=say("Chạy các ca thử hành vi thay cho chấm điểm.", "Run the behaviour tests instead of scoring."),
)
def evaluate(folder: Path | None, no_outline: bool, model: str | None, as_json: bool, behaviour: bool) -> None:
    """Score the model on a folder with `reports/` and `gold/`, or on the sample reports."""
    if behaviour:
        return print_behaviour(model, as_json, alone=folder is None and not no_outline)
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
    help=say("Huấn luyện lại mô hình từ dữ liệu của kho.", "Train the model from the repository's own text."),
    epilog="cchc train -o mo-hinh/",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("Thư mục ghi mô hình; mặc định thay mô hình đi kèm.", "Folder to write; the shipped model by default."),
)
def train(output: Path | None) -> None:
    """Train and save a model."""
    from cchc.training import train_model

    folder, card = train_model(output)
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
