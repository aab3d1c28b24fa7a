"""The colours and sizes of the house, once."""

INK = "#1F2A37"
QUIET = "#55606E"
AXIS = "#9AA5B1"
GROUND = "#D9DEE4"
PAPER = "#FFFFFF"

# Okabe-Ito: told apart by most colour-blind readers and, with direct labels, in grey.
COST = "#E69F00"
YOURS = "#0072B2"
GOOD = "#009E73"
BREACH = "#D55E00"

# Text on white must reach a contrast of 4.5; the orange of areas is too light for words.
COST_TEXT = "#875500"
BREACH_TEXT = "#B34700"

TEXT_SIZE = 13  # px in pictures
LARGE_SIZE = 21

WIDE = 500  # px of picture from which panels stand side by side
