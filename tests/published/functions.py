"""Published cases of spreadsheet functions and their likes in libraries, asked of `credit`."""

import re
from fractions import Fraction

from credit import annuity, irr
from credit.annuity import When
from credit.daycount import DayCount, year_fraction
from tests.published import NotSupported
from tests.published.cost import by_date, pairs, the_rate, years
from tests.published.reading import count, number, only

# The arguments of each function in the order of a spreadsheet, and which of them may be left out.
ORDER = {
    "pmt": "rate nper pv fv? when?",
    "ipmt": "rate per nper pv fv? when?",
    "ppmt": "rate per nper pv fv? when?",
    "ispmt": "rate per nper pv",
    "pv": "rate nper pmt fv? when?",
    "fv": "rate nper pmt pv? when?",
    "nper": "rate pmt pv fv? when?",
    "rate": "nper pmt pv fv? when? guess?",
    "cumprinc": "rate nper pv start end when?",
    "cumipmt": "rate nper pv start end when?",
    "effect": "rate npery",
    "nominal": "rate npery",
    "pduration": "rate pv fv",
    "rri": "nper pv fv",
}
OTHER_NAMES = {"type": "when", "effect_rate": "rate", "nominal_rate": "rate", "start_period": "start"}
OTHER_NAMES |= {"end_period": "end", "npery_": "npery", "periods": "nper"}
OF_FLOWS = ("irr", "xirr", "npv", "xnpv", "mirr")


def tvm(case) -> dict:
    """A function whose arguments are named."""
    name, given = case["inputs"]["function"].lower(), case["inputs"].everything()
    given.pop("function")
    given = {OTHER_NAMES.get(key, key): value for key, value in given.items()}
    if name in OF_FLOWS:
        return only({"value": _of_named_flows(name, given)}, case)
    if name == "ipmt/ppmt":
        return only({"interest": _function("ipmt", given), "principal": _function("ppmt", given)}, case)
    return only({"value": _function(name, given)}, case)


def spreadsheet(case) -> dict:
    """ "PMT", "RATE*12", "XIRR basis act/360", "NPV (Excel: first flow discounted one period)", ..."""
    title, args = case["inputs"]["function"], list(case["inputs"]["args"])
    name, rest = re.match(r"([A-Za-z]+)(.*)", title).groups()
    name, times = name.lower(), re.match(r"\s*\*\s*(\d+)", rest)
    if name in OF_FLOWS:
        return only({"value": _of_flows(name, rest, args)}, case)
    if name == "yearfrac":
        return only({"value": _part_of_year(*args)}, case)
    if name not in ORDER:
        raise NotSupported(f"the function {title} is not one that a loan needs")
    keys = [key.rstrip("?") for key in ORDER[name].split()]
    if args and str(args[-1]).lower() in WHEN and isinstance(args[-1], str) and "when" in keys:
        given = {"when": args.pop()}  # libraries take it by name, after whatever came before
    else:
        given = {}
    if len(args) > len(keys):
        raise NotSupported(f"the function {title} takes {len(keys)} arguments here, not {len(args)}")
    value = _function(name, dict(zip(keys, args)) | given)
    return only({"value": value * int(times[1]) if times and value is not None else value}, case)


WHEN = {"end": When.END, "begin": When.BEGIN, "start": When.BEGIN, "0": When.END, "1": When.BEGIN}


def _function(name: str, given: dict):
    """None where the engine says that there is no such number."""
    known = ORDER.get(name, "").split()
    if unknown := set(given) - {key.rstrip("?") for key in known}:
        raise NotSupported(f"the function {name} with {', '.join(sorted(unknown))} is not known")
    given = {key: value for key, value in given.items() if value is not None and key != "guess"}
    if missing := [key for key in known if not key.endswith("?") and key not in given]:
        raise NotSupported(f"the function {name} without {missing[0]} is not known")
    when = WHEN.get(str(given.pop("when", "end")).lower())
    if when is None:
        raise NotSupported("payments at an unknown time of the period")
    value = {key: number(each) for key, each in given.items()}
    get = lambda *keys: [value.get(key, Fraction(0)) for key in keys]
    whole = lambda *keys: [count(given[key]) for key in keys]
    if name == "pmt":
        return annuity.payment(value["rate"], *whole("nper"), *get("pv", "fv"), when)
    if name in ("ipmt", "ppmt"):
        part = annuity.interest_part if name == "ipmt" else annuity.principal_part
        if not 1 <= count(given["per"]) <= count(given["nper"]):
            return None  # there is no such payment
        return part(value["rate"], *whole("per", "nper"), *get("pv", "fv"), when)
    if name == "ispmt":
        return annuity.interest_of_equal_principal(value["rate"], count(given["per"]) + 1, *whole("nper"), value["pv"])
    if name == "pv":
        return annuity.present_value(value["rate"], *whole("nper"), *get("pmt", "fv"), when)
    if name == "fv":
        return annuity.future_value(value["rate"], *whole("nper"), *get("pmt", "pv"), when)
    if name == "nper":
        return annuity.periods(*get("rate", "pmt", "pv", "fv"), when)
    if name == "pduration":
        return annuity.periods(value["rate"], 0, -value["pv"], value["fv"])
    if name == "rate":
        return the_rate(annuity.rate(*whole("nper"), *get("pmt", "pv", "fv"), when))
    if name == "rri":
        return the_rate(annuity.rate(*whole("nper"), 0, -value["pv"], value["fv"]))
    if name in ("cumprinc", "cumipmt"):
        between = annuity.principal_between if name == "cumprinc" else annuity.interest_between
        return between(value["rate"], *whole("start", "end", "nper"), value["pv"], when)
    return (annuity.effective if name == "effect" else annuity.nominal)(value["rate"], *whole("npery"))


BASES = {
    "0": DayCount.D30_360_US,
    "2": DayCount.ACT_360,
    "3": DayCount.ACT_365F,
    "4": DayCount.D30E_360,
}  # 1 is the spreadsheet's own actual/actual


def _part_of_year(start, end, basis=0) -> Fraction:
    if str(basis) not in BASES:
        raise NotSupported(f"the spreadsheet's basis {basis} is not known")
    part, year = year_fraction(*sorted((start, end)), BASES[str(basis)])
    return Fraction(int(part), year)


# Functions of flows


def _of_named_flows(name, given):
    flows = given.pop("values", None) or given.pop("cash_flows", None) or given.pop("flows", None)
    if name in ("xirr", "xnpv") and flows is not None:
        rate = [given.pop("rate")] if name == "xnpv" and "rate" in given else []
        dates = [given.pop("dates")] if "dates" in given else []
        if given or len(rate) != (name == "xnpv"):
            raise NotSupported(f"the function {name} with {', '.join(given) or 'no rate'} is not known")
        return _of_flows(name, "", [*rate, flows, *dates])
    rates = [given.pop(key) for key in ("rate", "finance_rate", "reinvest_rate") if key in given]
    if given or flows is None or len(rates) != {"irr": 0, "npv": 1, "mirr": 2}.get(name):
        raise NotSupported(f"the function {name} with {', '.join(given) or 'no flows'} is not known")
    if name == "npv":
        return _of_flows(name, "time 0", [*rates, flows])  # a library's first flow is at time 0
    return _of_flows(name, "", [flows, *rates])


def _of_flows(name, rest, args):
    if name == "irr":
        return the_rate(irr.irr(_floats(args[0] if isinstance(args[0], list) else args)).one())
    if name == "mirr":
        return _modified(_floats(args[0]), *map(_float, args[1:]))
    if name == "npv":
        flows = _floats(args[1] if isinstance(args[1], list) else args[1:])
        first = 0 if "time 0" in rest else 1  # a spreadsheet discounts the first flow too
        return float(irr.present_value(flows, _float(args[0]), range(first, first + len(flows)))[0])
    rate = _float(args.pop(0)) if name == "xnpv" else None
    sums, dates = _dated(args)
    basis = re.search(r"basis ([^()]+)", rest)
    if name == "xirr":
        return by_date(sums, dates, basis[1] if basis else "act/365")
    return float(irr.present_value(_floats(sums), rate, years(dates, "act/365"))[0])


def _dated(args) -> tuple[list, list]:
    """Sums and dates: pairs of a date and a sum, in a list or one by one, or like a spreadsheet a list of each."""
    if len(args) in (2, 3) and len(args[0]) == len(args[1]) and _are_dates(args[0]) != _are_dates(args[1]):
        sums, dates = args[:2] if _are_dates(args[1]) else args[1::-1]
        return [number(f) for f in sums], dates  # what may follow is a guess
    flows = pairs(args[0] if len(args) == 1 else args)
    return [f for _, f in flows], [d for d, _ in flows]


def _are_dates(values) -> bool:
    return all(isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", v) for v in values)


def _modified(flows, finance_rate, reinvest_rate) -> float | None:
    """((worth of what comes in at the end) / -(worth of what goes out at the start))^(1/n) - 1."""
    n = len(flows) - 1
    out = float(irr.present_value([min(f, 0) for f in flows], finance_rate)[0])
    back = float(irr.present_value([max(f, 0) for f in flows], reinvest_rate)[0]) * (1 + reinvest_rate) ** n
    return (back / -out) ** (1 / n) - 1 if out < 0 < back else None


def _floats(flows) -> list[float]:
    return [_float(f) for f in flows]


def _float(value) -> float:
    return float(number(value))


KINDS = {"spreadsheet_function": spreadsheet, "tvm": tvm}
