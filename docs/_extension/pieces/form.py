"""What the forms of several pieces hold."""


def choices(legend, name, options, heard=None):
    """Return radio buttons, of which the first is chosen.

    options : dict, from a value to what is seen beside its button
    heard : dict, from a value to what is read out instead
    """
    heard = heard or {}
    labels = ""
    for n, (value, words) in enumerate(options.items()):
        more = "" if n else " checked"
        if value in heard:
            more += f' aria-label="{heard[value]}"'
            words = f"<span aria-hidden=true>{words}</span>"
        labels += (
            f"<label><input type=radio name={name} value={value}{more}> "
            f"{words}</label>\n"
        )
    return f"<fieldset><legend>{legend}</legend>\n{labels}</fieldset>"


FLOATS = choices("Computed in", "type", {"float64": "float64", "float32": "float32"})
