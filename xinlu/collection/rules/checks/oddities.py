"""What hardly any text holds: patterns (Rust syntax) of several checks, looked for together before each looks closer."""

CELL_ERROR = "^[#=]"
GARBLED = "\ufffd|锟斤拷|烫烫烫|\\?{3}"
SCIENTIFIC = r"^\d(\.\d+)?[Ee]\+?\d+$"
ROUNDED = r"^\d{15}0{3}$"
LONG_NUMBER = r"\d[\d \-—－　]{9}"  # \d takes full-width digits too

ODD = "|".join((CELL_ERROR, GARBLED, SCIENTIFIC, ROUNDED, LONG_NUMBER))
