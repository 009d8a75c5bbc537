"""Commands over models and the installation: evaluate, train, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from cchc.app import JSON, MODEL, app
from cchc.behaviour import print_behaviour
from cchc.language import say
from cchc.screen import Screen

_FILE = click.Path(dir_okay=False, path_type=Path)


@app.command(
    help=say(
        "Chấm thử mô hình trên báo cáo đã gán nhãn (mặc định: báo cáo mẫu).",
        "Test the model on labelled reports (the samples by default).",
    ),
    epilog="cchc evaluate\ncchc evaluate nhan/ --html ketqua.html\ncchc evaluate nhan/ --save truoc.json\n"
    "cchc evaluate nhan/ --compare truoc.json\ncchc evaluate --behaviour\ncchc evaluate --trials",
)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False, metavar="[GOLD_DIR]"
)
@click.option(
    "--no-outline",
    is_flag=True,
    help=say("Chỉ chấm khi không dùng đề mục.", "Test without the headings only."),
)
@click.option(
    "--leave-one-out",
    is_flag=True,
    help=say(
        "Với từng báo cáo: huấn luyện trên các báo cáo còn lại, chấm trên báo cáo đó.",
        "For each report: train on the others, test on it.",
    ),
)
@MODEL
@click.option(
    "--html", type=_FILE, help=say("Ghi một trang HTML với từng lỗi.", "Write one HTML page with every error.")
)
@click.option("--save", type=_FILE, help=say("Lưu lượt chấm này.", "Save this run."))
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("So với lượt đã lưu.", "Compare with a saved run."),
)
@JSON
@click.option(
    "--behaviour",
    is_flag=True,
    help=say("Chạy các ca thử hành vi thay cho chấm điểm.", "Run the behaviour tests instead of scoring."),
)
@click.option(
    "--trials",
    is_flag=True,
    help=say(
        "Chấm trên văn bản thuộc loại khác, theo kiểu đề mục, và khi đề mục bị bỏ, đảo, đặt sai.",
        "Test on documents of other kinds, by outline, and with headings dropped, permuted, misleading.",
    ),
)
def evaluate(
    *,
    folder: Path | None,
    no_outline: bool,
    leave_one_out: bool,
    model: str | None,
    html: Path | None,
    save: Path | None,
    compare: Path | None,
    as_json: bool,
    behaviour: bool,
    trials: bool,
) -> None:
    """Test the model on a folder with `reports/` and `gold/`, or on the sample reports."""
    if trials:
        from cchc.trials_view import print_trials

        return print_trials(model, as_json)
    if behaviour:
        return print_behaviour(model, as_json, alone=folder is None and not no_outline)
    from cchc.evaluation import Outputs, test_model
    from evaluation.runs import RunOptions, load_run

    if leave_one_out and model:
        raise click.UsageError(
            say(
                "--leave-one-out tự huấn luyện mô hình, không đi với --model",
                "--leave-one-out trains its own models and does not go with --model",
            )
        )
    old = load_run(compare) if compare else None
    options = RunOptions(model, (False,) if no_outline else (True, False), leave_one_out)
    test_model(folder, options, Outputs(html, save, old, as_json))


@app.command(
    help=say(
        "Huấn luyện lại mô hình, hoặc tinh chỉnh một bộ mã hóa, từ dữ liệu của kho.",
        "Train the model, or fine-tune an encoder, from the repository's own text.",
    ),
    epilog="cchc train -o mo-hinh/\ncchc train --add sua-nhan.jsonl -o mo-hinh/\n"
    "cchc train --model encoder --base multilingual-e5-small/ -o bo-ma-hoa/",
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
    "--add",
    type=_FILE,
    multiple=True,
    help=say("Học thêm từ tệp sửa nhãn (JSONL); lặp lại được.", "Learn from corrections (JSONL), too; repeatable."),
)
@click.option(
    "--add-weight",
    type=click.FloatRange(0, 1000, min_open=True),
    help=say("Mỗi sửa nhãn tính như bấy nhiêu câu (5).", "As how many statements a correction counts (5)."),
)
@click.option(
    "--replace-shipped",
    is_flag=True,
    help=say("Với --add: thay mô hình đi kèm.", "With --add: replace the shipped model."),
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
def train(
    kind: str,
    output: Path | None,
    add: tuple[Path, ...],
    add_weight: float | None,
    replace_shipped: bool,
    **chosen: Any,
) -> None:
    """Train and save a model."""
    _check_add(kind, output, add, add_weight, replace_shipped)
    if kind == "encoder":
        return _train_encoder(output or Path("encoder"), **chosen)
    if unused := [name for name, value in chosen.items() if value not in (None, False)]:
        raise click.UsageError(
            say(f"--{unused[0]} cần --model encoder", f"--{unused[0]} goes with --model encoder only")
        )
    return _train_default(output, add, add_weight)


def _check_add(
    kind: str, output: Path | None, add: tuple[Path, ...], weight: float | None, replace_shipped: bool
) -> None:
    """Refuse options that do not go together, and to replace the shipped model unasked."""
    if add and kind == "encoder":
        raise click.UsageError(say("--add không đi với --model encoder", "--add does not go with --model encoder"))
    if not add and (weight is not None or replace_shipped):
        name = "--replace-shipped" if weight is None else "--add-weight"
        raise click.UsageError(say(f"{name} cần --add FILE", f"{name} goes with --add FILE only"))
    if add and (output is None) != replace_shipped:
        raise click.UsageError(
            say(
                "--add cần -o DIR; muốn thay chính mô hình đi kèm thì dùng --replace-shipped (không cùng -o)",
                "--add needs -o DIR; to replace the shipped model itself use --replace-shipped (without -o)",
            )
        )


def _train_default(output: Path | None, add: tuple[Path, ...], weight: float | None) -> None:
    from cchc.learning_view import print_learnt
    from cchc.training import WEIGHT, read_all_corrections, train_model

    trained = train_model(output, read_all_corrections(add, WEIGHT if weight is None else weight))
    told = {key: trained.card[key] for key in ("statements", "reports", "held_out")}
    _tell_model(trained.folder, told)
    if trained.learnt:
        print_learnt(trained.learnt)


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
