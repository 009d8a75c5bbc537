"""One encoder, two heads: mean-pooled token states read as area and as stance."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

IGNORE = -100  # the label of a statement whose area or stance is unknown: it adds nothing to the loss


class TwoHeads(nn.Module):
    """An encoder with a linear head for each label.

    Parameters
    ----------
    encoder : module
        Gives ``last_hidden_state`` of shape (rows, tokens, hidden).
    hidden : int
    areas, stances : int
        How many classes each head has.
    dropout : float
    """

    def __init__(self, encoder: nn.Module, hidden: int, areas: int, stances: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.area = nn.Linear(hidden, areas)
        self.stance = nn.Linear(hidden, stances)

    def logits(self, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores of both heads, shapes (rows, areas) and (rows, stances)."""
        states: torch.Tensor = self.encoder(**inputs).last_hidden_state
        pooled = self.dropout(mean_pool(states, inputs["attention_mask"]))
        return self.area(pooled), self.stance(pooled)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor | None = None,
        area_label: torch.Tensor | None = None,
        stance_label: torch.Tensor | None = None,
    ) -> dict[str, torch.Tensor]:
        """Return the scores and, where labels are given, the sum of both heads' losses."""
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if token_type_ids is not None:
            inputs["token_type_ids"] = token_type_ids
        area, stance = self.logits(inputs)
        if area_label is None or stance_label is None:
            return {"area": area, "stance": stance}
        loss = known_loss(area, area_label) + known_loss(stance, stance_label)
        return {"loss": loss, "area": area, "stance": stance}


class ExportForm(nn.Module):
    """The network as ONNX keeps it: arrays in, the two scores out, no loss."""

    def __init__(self, network: TwoHeads) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Take ids, mask and, where the base has them, types."""
        return self.network.logits(dict(zip(("input_ids", "attention_mask", "token_type_ids"), inputs, strict=False)))


def mean_pool(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean of each row's token states, padding left out."""
    shares = mask.unsqueeze(-1).to(states.dtype)
    return (states * shares).sum(dim=1) / shares.sum(dim=1).clamp(min=1.0)


def known_loss(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy over known labels; zero, not NaN, where a batch has none."""
    total = nn.functional.cross_entropy(scores, labels, ignore_index=IGNORE, reduction="sum")
    return total / (labels != IGNORE).sum().clamp(min=1)


def build_network(base: str, areas: int, stances: int) -> TwoHeads:
    """Return the network over the weights of a local folder; safetensors only, no code of the folder is run."""
    from transformers import AutoModel

    # "eager" attention is plain matrix products, which ONNX and its int8 form know.
    options: dict[str, Any] = {"local_files_only": True, "use_safetensors": True, "trust_remote_code": False}
    encoder = AutoModel.from_pretrained(base, attn_implementation="eager", **options).float()
    return TwoHeads(encoder, encoder.config.hidden_size, areas, stances)
