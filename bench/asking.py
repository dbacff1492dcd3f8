"""What the command line of a measurement may say; whatever is wrong with it is told in one Chinese sentence."""

import argparse
import math
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """description: the sentence. Exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.description}\n")


def scale(text: str) -> float:
    """Below a thousandth a table has next to no rows. Raises ValueError."""
    if not 0.001 <= (asked := float(text)) < math.inf:
        raise ValueError(text)
    return asked


def rows(text: str) -> int:
    """Raises ValueError."""
    if (asked := int(text)) < 1:
        raise ValueError(text)
    return asked
