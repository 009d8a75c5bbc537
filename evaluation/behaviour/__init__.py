"""Behaviour tests after CheckList: small hand-written cases that each ask for one capability of the labeller.

Source of the method: Ribeiro et al., "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList", ACL 2020.
"""

from evaluation.behaviour.cases import Case, Expected, Passage, load_cases
from evaluation.behaviour.check import Outcome, run
from evaluation.behaviour.noise import NOISES
from evaluation.behaviour.report import pass_rates, print_rates, to_rows

__all__ = [
    "NOISES",
    "Case",
    "Expected",
    "Outcome",
    "Passage",
    "load_cases",
    "pass_rates",
    "print_rates",
    "run",
    "to_rows",
]
