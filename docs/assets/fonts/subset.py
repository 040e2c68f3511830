"""Make the site's fonts: few enough glyphs to load at once, all that it uses.

Run it beside the unpacked npm packages that README.md names:

    pip install fonttools==4.68.0 brotli==1.2.1
    python docs/assets/fonts/subset.py <folder of the packages>
"""

import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent

ASCII = "".join(map(chr, range(0x20, 0x7F)))
TYPOGRAPHY = "\u00a0‘’“”–—…·×±−÷°§©²³¹½¼éèüöäçñà•¶′″"
GREEK = "αβγδεζηθκλμνξπρστφχψωΓΔΘΛΣΦΨΩ"
# The stylesheet takes Greek and symbols in prose from the font of formulas:
# the design is the same, and a page with such characters mostly has formulas.
SYMBOLS = "≈≠≤≥≪≫‖∂∇∑∏√∞∈⊙←→↑↓↔⇒⁰⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉"

# In formulas, upright Latin letters come from the text font in turn.
UPRIGHT = "".join(c for c in ASCII if not c.isalpha()) + "\u00a0·×±÷"
ACCENTS = "\u02c6\u02dc\u00af\u02d9\u0302\u0303\u0304\u20d7"
OPERATORS = "−∗⋅⊗∘≡∼∝∉↦⇔∫∀∃∅′″‴∣∥⟨⟩⌊⌋⌈⌉⏞⏟⋮⋯⋱…⊤\u2061\u2062\u2063\u2064"
# Mathematical italic letters, Latin (whose h has a place of its own) and Greek.
ITALIC = "".join(map(chr, [*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6FC, 0x1D71C)]))
BLACKBOARD = "ℝ"

FONTS = {
    "stix-two-text": ("stix-two-text-latin-400-normal", ASCII + TYPOGRAPHY),
    "stix-two-text-italic": ("stix-two-text-latin-400-italic", ASCII + TYPOGRAPHY),
    "stix-two-math": (
        "stix-two-math-latin-400-normal",
        GREEK + SYMBOLS + UPRIGHT + ACCENTS + OPERATORS + ITALIC + BLACKBOARD,
    ),
    "jetbrains-mono": ("JetBrainsMonoNL-Regular", ASCII + TYPOGRAPHY),
    "jetbrains-mono-symbols": ("JetBrainsMonoNL-Regular", GREEK + SYMBOLS + "∥"),
}


def main(packages):
    for name, (source, characters) in FONTS.items():
        [path] = packages.glob(f"**/{source}.woff2")
        options = subset.Options(flavor="woff2", layout_features=["kern", "liga"])
        # Screens that need hints are gone, and these are a third of the bytes.
        options.hinting = False
        font = subset.load_font(str(path), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        if "∥" in characters and "mono" in name:
            # The font has no ‖, which is the same to the eye.
            for table in font["cmap"].tables:
                table.cmap[ord("‖")] = table.cmap[ord("∥")]
        made = HERE / f"{name}.woff2"
        subset.save_font(font, str(made), options)
        print(f"{made.stat().st_size:6} bytes  {made.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
