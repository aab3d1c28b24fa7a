"""Published cases about the cost of credit, asked of `credit`. Inputs are read by kind and by convention."""

import ast
import operator
import re
from fractions import Fraction

from credit import annuity, apr, irr
from credit.annuity import When
from credit.dates import days
from credit.daycount import DayCount
from credit.intervals import UnitPeriod, eu_years
from credit.irr import Outcome
from credit.money import amount, cents, divide, exact
from tests.published import NotSupported

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def number(value) -> Fraction:
    """4, 0.08, "8.25%/12", "20/366+1/12": a sum or product of decimals, exactly."""
    if not isinstance(value, str):
        return Fraction(repr(value))
    return _evaluated(ast.parse(re.sub(r"([\d.]+)%", r"(\1/100)", value.strip()), mode="eval").body, value)


def _evaluated(node, text) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return Fraction(repr(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluated(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_evaluated(node.left, text), _evaluated(node.right, text))
    raise NotSupported(f"the number {text!r} is not a sum or product of decimals")


def the_rate(answer) -> float:
    """The one rate; of several, the one that the sources choose: not below zero if any is, and nearest to zero."""
    if answer.outcome is Outcome.SEVERAL:
        return min([r for r in answer.roots if r >= 0] or answer.roots, key=abs)
    if answer.rate is None:
        raise NotSupported(f"the flows have no single rate: {answer.outcome.name}")
    return answer.rate


# Rates of return


def apr_irr(case) -> dict:
    given = case["inputs"]
    if "cash_flows" in given:
        return {"irr": the_rate(irr.irr(_series(given["cash_flows"])).one())}
    if "flows" in given:
        day = [when for when, _ in given["flows"]]
        return {
            "xirr": the_rate(_by_date([flow for _, flow in given["flows"]], day, given.get("day_count", "act365f")))
        }
    if "amount_financed" in given:
        flows = [number(given["amount_financed"]), *(-number(paid) for _, paid in given["payments"])]
        dates = [given["date"], *(day for day, _ in given["payments"])]
        return {"apr_percent": 100 * the_rate(apr.actuarial_apr_by_date(flows, dates, _unit(given["unit_period"])))}
    raise NotSupported(f"flows given as {', '.join(given)} are not known")


def _series(flows) -> list[float]:
    """A list, or {"first": x or null, "repeat": [x, times], "last": y}."""
    if isinstance(flows, list):
        return [float(f) for f in flows]
    if not set(flows) <= {"first", "repeat", "last"}:
        raise NotSupported(f"a series given as {', '.join(flows)} is not known")
    each, times = flows.get("repeat", (0, 0))
    ends = [[] if flows.get(key) is None else [float(flows[key])] for key in ("first", "last")]
    return [*ends[0], *[float(each)] * times, *ends[1]]


DAY_COUNTS = {
    "act365f": DayCount.ACT_365F,
    "act360": DayCount.ACT_360,
    "actactisda": DayCount.ACT_ACT_ISDA,
    "30360": DayCount.D30_360,
    "30360isda": DayCount.D30_360,
    "30e360": DayCount.D30E_360,
    "30360us": DayCount.D30_360_US,
    "30u360": DayCount.D30_360_US,
}


def _by_date(flows, dates, convention: str):
    name = re.sub(r"actual", "act", convention.lower())
    name = re.sub(r"[^a-z0-9.]", "", name)
    name = {"act365": "act365f", "act365fixed": "act365f"}.get(name, name)
    if name in ("act365.25", "act36525"):
        day = days(dates)
        return irr.rate_of_return(flows, (day - day.min()) / 365.25).one()
    if name not in DAY_COUNTS:
        raise NotSupported(f"the day count {convention} is not one of the engine's")
    return irr.xirr(flows, dates, DAY_COUNTS[name]).one()


def _unit(text: str) -> UnitPeriod:
    """ "month", "2 weeks", "3 months", "half-month"."""
    found = re.fullmatch(r"(?:(\d+) )?(day|week|half-month|semi-?month|month|year)s?", text.strip().lower())
    if not found:
        raise NotSupported(f"the unit period {text!r} is not known")
    of = "half-month" if found[2].startswith("semi") else found[2]
    length = int(found[1] or 1)
    return UnitPeriod(12, "month") if (length, of) == (12, "month") else UnitPeriod(length, of)


# Annual percentage rates


def regz_actuarial(case) -> dict:
    given = case["inputs"]
    flows, whole, odd = [], [], []
    for sign, streams in ((1, given["advances"]), (-1, given["payment_streams"])):
        for stream in streams:
            for k in range(stream.get("n", 1)):
                flows.append(sign * number(stream["amount"]))
                whole.append(int(stream["t"]) + k)
                odd.append(number(stream["f"]))
    per_year = number(given["unit_periods_per_year"])
    return {"value": 100 * the_rate(apr.actuarial_apr(flows, whole, odd, per_year))}


def regz_single(case) -> dict:
    given = case["inputs"]
    rate = apr.single_payment_apr(
        number(given["amount"]), number(given["payment"]), number(given["unit_periods_per_year"])
    )
    return {"value": 100 * rate}


def eu_apr(case) -> dict:
    given = case["inputs"]
    drawn = _streams(given["advances"])
    paid = given["payments"]
    paid = _generated(given, drawn) if isinstance(paid, dict) else _streams(paid)
    flows = [a for a, _ in drawn] + [-a for a, _ in paid]
    return {"value": 100 * the_rate(apr.eu_apr(flows, [t for _, t in drawn + paid]))}


def _streams(streams) -> list[tuple[Fraction, Fraction]]:
    rows = []
    for stream in streams:
        t, step = number(stream["t_years"]), number(stream.get("step_years", 0))
        rows += [(number(stream["amount"]), t + k * step) for k in range(stream.get("n", 1))]
    return rows


def _generated(given, drawn) -> list[tuple[Fraction, Fraction]]:
    """Monthly rows of capital and interest, each rounded to the cent; they must meet the rows that are printed."""
    printed = given["payments"]
    first, last = _streams(printed["first"]), _streams(printed["last"])
    rule = given.get("generator", "")
    capital = (
        re.search(r"equal capital over (?P<months>\d+) months", rule)
        or re.search(r"max\((?P<share>[\d.]+)% of balance, (?P<least>[\d.]+)\) capital", rule)
        or re.search(r"capital (?P<fixed>[\d.]+)", rule)
    )
    yearly = re.search(r"interest at ([\d.]+%)/12", rule)
    monthly = re.search(r"interest at \(([\d.]+)\)\^\(1/12\)-1", rule)
    if not capital or not (yearly or monthly):
        raise NotSupported(f"the rule of payments {rule!r} is not known")
    start = re.match(r"months (\d+)-", rule)
    start = int(start[1]) if start else 1
    i = exact(yearly[1]) / 12 if yearly else Fraction(annuity.per_period(exact(monthly[1]) - 1, 12))
    before = sum(number(stream["t_years"]) < Fraction(start, 12) for stream in printed["first"])
    rows = _rows(drawn, start, capital.groupdict(), i)
    if printed.get("total_entries") not in (None, before + len(rows)):
        raise NotSupported(f"the rule of payments gives {before + len(rows)} entries, not {printed['total_entries']}")
    rows = [row for row in first if row[1] < Fraction(start, 12)] + rows
    if rows[: len(first)] != first or rows[-len(last) :] != last:
        raise NotSupported("the rule of payments does not lead to the rows that are printed beside it")
    return rows


def _rows(drawn, start, capital, i):
    balance = sum(a for a, _ in drawn)
    whole, month, rows = balance, start, []
    while balance > 0:
        if capital.get("months"):
            part = whole / int(capital["months"])
        elif capital.get("share"):
            part = max(balance * number(capital["share"] + "%"), number(capital["least"]))
        else:
            part = number(capital["fixed"])
        part = min(part, balance)
        due = (part + balance * i) * 100
        rows.append((Fraction(divide(due.numerator, due.denominator), 100), Fraction(month, 12)))
        balance, month = balance - part, month + 1
    return rows


def interval(case) -> dict:
    given = case["inputs"]
    return {"value": eu_years(given["drawdown"], given["payment"], given.get("period", "month"))}


def single_effective(case) -> dict:
    given = case["inputs"]
    values = [number(given[key]) for key in ("advance", "payment", "days", "year_days")]
    return {"value": 100 * apr.single_payment_effective(*values)}


def simple(case) -> dict:
    """The fee as a share of the loan, times how often the term fits into a year: an APR of one unit period."""
    given = case["inputs"]
    lent = number(given["amount"])
    times = number(given["year_days"]) / number(given["days"])
    return {"value": 100 * apr.single_payment_apr(lent, lent + number(given["fee"]), times)}


def arithmetic(case) -> dict:
    """The total interest of n equal payments."""
    given = case["inputs"]
    if set(given) != {"principal", "payment", "n"}:
        raise NotSupported(f"arithmetic with {', '.join(given)} is not known")
    return {"value": amount(cents(number(given["payment"])) * given["n"] - cents(number(given["principal"])))}


# Time value of money


def tvm(case) -> dict:
    given = dict(case["inputs"])
    name = given.pop("function").lower()
    when = _when(given.pop("when", "end"))
    given = {key: number(value) for key, value in given.items()}
    if name == "ipmt/ppmt":
        interest, principal = _function("ipmt", given, when), _function("ppmt", given, when)
        return {"interest": interest, "principal": principal}
    return {"value": _function(name, given, when)}


# The arguments of each function in the order of a spreadsheet.
ORDER = {
    "pmt": "rate nper pv fv",
    "ipmt": "rate per nper pv fv",
    "ppmt": "rate per nper pv fv",
    "pv": "rate nper pmt fv",
    "fv": "rate nper pmt pv",
    "nper": "rate pmt pv fv",
    "rate": "nper pmt pv fv",
    "cumprinc": "rate nper pv start end",
    "cumipmt": "rate nper pv start end",
    "effect": "rate npery",
    "nominal": "rate npery",
}


def _function(name: str, given: dict, when: When):
    get = lambda *keys: [given.get(key, Fraction(0)) for key in keys]
    whole = lambda *keys: [int(_whole(given[key], key)) for key in keys]
    if unknown := set(given) - set(ORDER.get(name, "").split()):
        raise NotSupported(f"the function {name} with {', '.join(sorted(unknown))} is not known")
    if name == "pmt":
        return annuity.payment(given["rate"], *whole("nper"), *get("pv", "fv"), when)
    if name in ("ipmt", "ppmt"):
        part = annuity.interest_part if name == "ipmt" else annuity.principal_part
        return part(given["rate"], *whole("per", "nper"), *get("pv", "fv"), when)
    if name == "pv":
        return annuity.present_value(given["rate"], *whole("nper"), *get("pmt", "fv"), when)
    if name == "fv":
        return annuity.future_value(given["rate"], *whole("nper"), *get("pmt", "pv"), when)
    if name == "nper":
        n = annuity.periods(*get("rate", "pmt", "pv", "fv"), when)
        if n is None:
            raise NotSupported("the payments never clear the balance: the engine says so instead of a number")
        return n
    if name == "rate":
        return the_rate(annuity.rate(*whole("nper"), *get("pmt", "pv", "fv"), when))
    if name in ("cumprinc", "cumipmt"):
        between = annuity.principal_between if name == "cumprinc" else annuity.interest_between
        return between(given["rate"], *whole("start", "end", "nper"), given["pv"], when)
    if name == "effect":
        return annuity.effective(given["rate"], *whole("npery"))
    return annuity.nominal(given["rate"], *whole("npery"))


def _whole(value, name):
    if value.denominator != 1:
        raise NotSupported(f"{name} = {value} is not a whole number of periods")
    return value


def _when(value) -> When:
    words = {"end": When.END, "begin": When.BEGIN, "0": When.END, "1": When.BEGIN}
    return words[str(value).lower()]


def spreadsheet(case) -> dict:
    """ "PMT", "RATE*12", "XIRR basis act/360", "NPV (Excel: first flow discounted one period)", ..."""
    title, args = case["inputs"]["function"], list(case["inputs"]["args"])
    name, rest = re.match(r"([A-Za-z]+)(.*)", title).groups()
    name, times = name.lower(), re.search(r"\*\s*(\d+)", rest)
    if name in ("xirr", "xnpv", "irr", "npv", "mirr"):
        return {"value": _of_flows(name, rest, args)}
    if name not in ORDER:
        raise NotSupported(f"the function {title} is not one that a loan needs")
    when = When.END
    keys = ORDER[name].split()
    if len(args) == len(keys) + 1 or str(args[-1]).lower() in ("begin", "end"):
        when = _when(args.pop())
    if len(args) > len(keys):
        raise NotSupported(f"the function {title} takes {len(keys)} arguments here, not {len(args)}")
    value = _function(name, {key: number(arg) for key, arg in zip(keys, args)}, when)
    return {"value": value * int(times[1]) if times else value}


def _of_flows(name, rest, args):
    if name == "irr":
        return the_rate(irr.irr([float(number(a)) for a in (args[0] if isinstance(args[0], list) else args)]).one())
    if name == "xirr":
        basis = re.search(r"basis (\S+)", rest)
        return the_rate(_by_date([f for _, f in args], [d for d, _ in args], basis[1] if basis else "act/365f"))
    if name == "npv":
        flows = [float(number(f)) for f in (args[1] if isinstance(args[1], list) else args[1:])]
        first = 0 if "time 0" in rest else 1  # a spreadsheet discounts the first flow too
        return float(irr.present_value(flows, float(number(args[0])), range(first, first + len(flows)))[0])
    raise NotSupported(f"the function {name.upper()} is not one that a loan needs")


KINDS = {
    "apr_irr": apr_irr,
    "arithmetic": arithmetic,
    "eu_apr_percent": eu_apr,
    "interval_years": interval,
    "regz_actuarial_apr_percent": regz_actuarial,
    "regz_single_payment_apr_percent": regz_single,
    "simple_apr_percent": simple,
    "single_payment_effective_apr_percent": single_effective,
    "spreadsheet_function": spreadsheet,
    "tvm": tvm,
}
