"""What hardly any text holds: patterns (Rust syntax) of several checks, looked for together before each looks closer."""

from xinlu.kernel.personal import GAPS

CELL_ERROR = "^[#=]"
GARBLED = "\ufffd|锟斤拷|烫烫烫|\\?{3}"
SCIENTIFIC = r"^\d(\.\d+)?[Ee]\+?\d+$"
ROUNDED = r"^\d{15}0{3}$"
LONG_NUMBER = rf"\d[\d{GAPS}]{{9}}"  # \d takes full-width digits too

ODD = "|".join((CELL_ERROR, GARBLED, SCIENTIFIC, ROUNDED, LONG_NUMBER))
