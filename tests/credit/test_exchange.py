"""Loans and payments in and out: nothing is lost, nothing is guessed, nothing is half loaded."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import credit.exchange
from credit.accrual import Accrual, FirstPeriod
from credit.cells import FORMULA, is_name
from credit.daycount import DayCount
from credit.exchange import Book, Refused, read_csv, read_json, write_csv, write_json
from credit.fees import financed, upfront, with_each_instalment
from credit.lateness import Payment
from credit.level import Absorbs
from credit.loan_table import FEES as FEE_COLUMNS
from credit.loan_table import LOANS as LOAN_COLUMNS
from credit.loans import Loan, Repayment
from credit.money import Rounding
from credit.periods import FORTNIGHTLY, QUARTERLY, every_days
from credit.rates import per_day, per_month, per_month_flat, per_year, per_year_effective

SCHEMA = json.loads((Path(credit.exchange.__file__).parent / "exchange_schema.json").read_text("utf-8"))
LOANS = "loan,principal,rate,rate_per,instalments,first_due,drawn\nboat,6000,1.8%,month,12,2026-04-05,2026-03-05\n"
PAYMENTS = "loan,date,amount\nboat,2026-04-05,560.41\n"
BOAT = Book(
    {"boat": Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")},
    {"boat": (Payment(date(2026, 4, 5), 56041),)},
)

KINDS = {
    "equal principal, by days": Loan.of("8000", per_day("0.05%", 360), 6, "2026-05-31", anchor_day=31,
                                        repayment=Repayment.EQUAL_PRINCIPAL, accrual=DayCount.ACT_360,
                                        rounding=Rounding.HALF_EVEN),
    "interest only": Loan.of("9000.5", per_year("14.6%"), 4, "2026-04-05", repayment=Repayment.INTEREST_ONLY,
                             period=QUARTERLY, grace_rows=0),
    "bullet": Loan.of("2000", per_month("2%"), 3, "2026-04-05", repayment=Repayment.BULLET, compound=True),
    "flat": Loan.of("12000", per_month_flat("0.6%"), 12, "2026-04-05", multiple=100),
    "balloon": Loan.of("30000", per_year("9%"), 12, "2026-04-05", repayment=Repayment.BALLOON, balloon="10000"),
    "fortnightly, dear": Loan.of("1000", per_year_effective("48%", digits=8), 8, "2026-04-05", "2026-03-20",
                                 period=FORTNIGHTLY, accrual=Accrual.COMPOUND_DAYS),
    "every 30 days": Loan.of("1000", per_year("20%"), 3, "2026-04-05", "2026-03-01", period=every_days(30),
                             first_period=FirstPeriod.BY_DAY),
    "fixed by the contract": Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", instalment="560.50",
                                     absorbs=Absorbs.LAST_INTEREST),
    "irregular, with fees": Loan.of("6000", per_month("1.8%"), 3, "2026-04-05",
                                    due=("2026-04-05", "2026-05-07", "2026-06-01"),
                                    fees=(upfront("120"), financed(share="1%"), with_each_instalment("9.9"))),
    "a holiday first": Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", grace_rows=2),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_loan_is_read_back_the_same(kind):
    book = Book({kind: KINDS[kind], "boat": BOAT.loans["boat"]}, {"boat": BOAT.payments["boat"]})
    files = write_csv(book)
    assert read_csv(files["loans.csv"], files["payments.csv"], files.get("fees.csv")) == book
    assert ("fees.csv" in files) == bool(KINDS[kind].fees)
    jsonschema.validate(json.loads(write_json(book)), SCHEMA)
    assert read_json(write_json(book)) == book


def test_only_the_columns_that_some_loan_needs_are_written():
    head = write_csv(Book({"moss": KINDS["balloon"]}))["loans.csv"].decode("utf-8-sig").splitlines()[0]
    assert head == "loan,principal,rate,rate_per,repayment,instalments,first_due,balloon"


def test_the_schema_names_every_column():
    for table, columns in (("loans", LOAN_COLUMNS), ("fees", FEE_COLUMNS)):
        assert list(SCHEMA["properties"][table]["items"]["properties"]) == [c.name for c in columns]


def test_terms_that_do_not_go_together_are_refused_in_the_loan_s_own_words():
    more = LOANS.splitlines()[0] + ",repayment,balloon,period\n"
    with pytest.raises(Refused) as error:
        read_csv(
            more
            + "boat,6000,1.8%,month,12,2026-04-05,,balloon,,\n"
            + "leaf,6000,1.8%,month,12,2026-04-05,,circle,0,9 moons\n"
            + "moss,6000,1.8%,month,12,2026-04-05,,bullet,,14 days\n",
            fees="loan,taken,of\nboat,upfront,balance\nbark,upfront,\n",
        )
    assert lines(error) == [
        ("fees", 2, "of", "balance"),
        ("loans", 2, "", "boat"),
        ("loans", 3, "repayment", "circle"),
        ("loans", 3, "period", "9 moons"),
        ("fees", 3, "loan", "bark"),
    ]
    assert "balloon of 0 cents" in str(error.value) and "equal instalment, equal principal" in str(error.value)


names = st.one_of(
    st.text(min_size=1, max_size=20).map(str.strip).filter(is_name),
    st.builds("{}{}".format, st.sampled_from([*"=+-@'＝", "''="]), st.sampled_from(["1+1", "cmd|' /C calc'!A0", "名"])),
)


@st.composite
def books(draw):
    loans, payments = {}, {}
    for name in draw(st.lists(names, unique=True, max_size=4)):
        rate = draw(
            st.one_of(
                st.decimals(0, "0.48", places=4).map(per_year),
                st.decimals(0, "0.002", places=6).map(lambda r: per_day(r, 360)),
                st.fractions(0, 1, max_denominator=70).map(per_month),
            )
        )
        due = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
        drawn = draw(st.one_of(st.none(), st.integers(0, 40).map(lambda n, due=due: due - timedelta(n))))
        loans[name] = Loan(draw(st.integers(1, 10**12)), rate, draw(st.integers(1, 60)), due, drawn)
        later = st.integers(0, 900).map(lambda n, due=due: due + timedelta(n))
        payments[name] = draw(st.lists(st.builds(Payment, later, st.integers(0, 10**9)), max_size=4))
    return Book(loans, payments)


@settings(max_examples=200, deadline=None)
@given(books())
def test_what_is_written_is_read_back_the_same(book):
    files = write_csv(book)
    assert read_csv(files["loans.csv"], files["payments.csv"]) == book
    assert read_json(write_json(book)) == book


@settings(max_examples=100, deadline=None)
@given(books())
def test_what_is_written_obeys_the_schema_and_runs_in_no_spreadsheet(book):
    jsonschema.validate(json.loads(write_json(book)), SCHEMA)
    for data in write_csv(book).values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not any(cell.startswith(FORMULA) for cell in row)


def test_people_s_ways_of_typing_are_understood():
    typed = (
        "Loan;PRINCIPAL;rate;rate_per;instalments;first_due;drawn;year_days\r\n\r\n"
        " boat ;￥６，０００．００;１．８％;Month;１２;2026/4/5;2026年3月5日;\r\n"
    )
    paid = "amount\tdate\tloan\n560.41\t2026.4.5\tboat\n\t\t\n"
    assert read_csv(typed, paid) == BOAT
    assert read_csv(LOANS.replace("6000", '"6,000"').replace("1.8%", "0.018"), PAYMENTS) == BOAT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_each_encoding_gives_the_same_names(encoding):
    loans = LOANS.replace("boat", "纸船借款").encode(encoding)
    assert list(read_csv(loans, PAYMENTS.replace("boat", "纸船借款").encode(encoding)).loans) == ["纸船借款"]


def lines(error):
    return [(p.table, p.line, p.field, p.value) for p in error.value.problems]


def test_every_bad_cell_is_named_and_nothing_is_loaded():
    loans = (
        LOANS
        + "leaf,6O00,18,week,0,2026-02-30,\n"
        + '"two\nlines",1,1%,year,1,2026-01-01,\n'
        + "boat,1,1%,year,1,2026-01-01,2026-02-01\n"
        + "moss,,1%,year,1.5,05/04/2026,\n"
    )
    payments = PAYMENTS + "boot,2026-04-05,1\nboat,2026-03-01,-5\nboat,2026-03-01,5.001\nboat,2026-03-01,5\n"
    with pytest.raises(Refused) as error:
        read_csv(loans, payments)
    assert lines(error) == [
        ("loans", 3, "principal", "6O00"),
        ("loans", 3, "rate", "18"),
        ("loans", 3, "rate_per", "week"),
        ("loans", 3, "instalments", "0"),
        ("loans", 3, "first_due", "2026-02-30"),
        ("loans", 4, "loan", "two\nlines"),
        ("loans", 6, "loan", "boat"),
        ("loans", 6, "drawn", "2026-02-01"),
        ("loans", 7, "principal", ""),
        ("loans", 7, "instalments", "1.5"),
        ("loans", 7, "first_due", "05/04/2026"),
        ("payments", 3, "loan", "boot"),
        ("payments", 4, "amount", "-5"),
        ("payments", 5, "amount", "5.001"),
        ("payments", 6, "date", "2026-03-01"),
    ]
    text = str(error.value).splitlines()
    assert text[1] == (
        'loans, line 3, rate: "18" is not accepted; '
        "allowed is a rate such as 1.8% or 0.018, from 0 to 100%; write 18% if that is meant."
    )
    assert any("the name of a loan, such as boat" in line for line in text)


@pytest.mark.parametrize(
    ("loans", "field", "value"),
    [
        ("", "", "an empty file"),
        ("\n\n", "", "an empty file"),
        ("loan,principal\n", "rate", "loan, principal"),
        (LOANS.replace("drawn", "colour"), "", "colour"),
        (LOANS.replace("drawn", "loan"), "loan", "loan"),
        (LOANS.replace("2026-03-05", "2026-03-05,more"), "", "more"),
        (LOANS.replace("6000", "6,000"), "", "2026-03-05"),  # an unquoted comma makes one cell too many
        (LOANS.replace("6000", '"60,00"'), "principal", "60,00"),
        (LOANS.replace("6000", "1e5"), "principal", "1e5"),
        (LOANS.replace("6000", '"6000'), "", "unexpected end of data"),
        (LOANS.replace("1.8%", "-1.8%"), "rate", "-1.8%"),
        (b"\xff\xff\xff\x00", "", "the file's bytes"),
    ],
)
def test_a_table_out_of_shape_is_refused_with_its_reason(loans, field, value):
    with pytest.raises(Refused) as error:
        read_csv(loans)
    assert (field, value) in [(p.field, p.value) for p in error.value.problems]


@pytest.mark.parametrize(
    ("document", "field", "value"),
    [
        ("[1]", "format", "list"),
        ('{"format": "due-course-loans", "version": 2, "loans": []}', "format", "due-course-loans 2"),
        ('{"format": "due-course-loans", "version": 1}', "", "None"),
        ('{"format": "due-course-loans", "version": 1, "loans": [], "loans": []}', "loans", "twice in one object"),
        ('{"format": "due-course-loans", "version": 1, "loans": [5]}', "", "5"),
        ('{"format": "due-course-loans", "version": 1, "loans": [{"colour": "red"}]}', "colour", "red"),
        ('{"format": "due-course-loans", "version": 1, "loans": [{"principal": true}]}', "principal", "True"),
        ('{"format": "due-course-loans", "version": 1, "loans": [{"principal": NaN}]}', "", "NaN is not a number."),
    ],
)
def test_json_out_of_shape_is_refused_with_its_reason(document, field, value):
    with pytest.raises(Refused) as error:
        read_json(document)
    assert (field, value) in [(p.field, p.value) for p in error.value.problems]
    if "colour" in document or "version" not in document:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(document), SCHEMA)


def test_broken_json_is_named_by_line():
    with pytest.raises(Refused) as error:
        read_json('{\n"format": oops}')
    assert error.value.problems[0].line == 2


def test_numbers_in_json_are_exact():
    document = json.loads(write_json(BOAT))
    document["loans"][0]["principal"] = 6000.10
    book = read_json(json.dumps(document))
    assert book.loans["boat"].principal == 600_010


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)), st.sampled_from([LOANS, "loan,date,amount\n", ""]))
def test_any_bytes_are_read_or_refused_never_worse(noise, head):
    noise = head + noise if isinstance(noise, str) else head.encode() + noise
    for read in (read_csv, read_json, lambda x: read_csv(LOANS, x)):
        try:
            assert isinstance(read(noise), Book)
        except Refused as refused:
            assert refused.problems and all(p.allowed for p in refused.problems)


def test_a_book_holds_no_payment_of_a_stranger():
    with pytest.raises(ValueError, match='payments for "x", but no such loan'):
        Book({}, {"x": ()})
    with pytest.raises(ValueError, match="cannot name a loan"):
        Book({" boat": BOAT.loans["boat"]})
