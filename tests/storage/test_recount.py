"""Counting from documents says what counting by the rules says, whatever is registered."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from bson import decode, encode
from hypothesis import given

from core.domain.contributions import contribution, difference
from core.storage.cells import merged, missing
from core.storage.counters import count_from_document
from core.storage.recount import COUNTED_STATUSES, WANTED, Recount, told_apart
from core.storage.registrations import stored_document

from ..unit.a_years_work import MEASURES, played, years

TOP = {name.partition(".")[0] for name in WANTED}


def as_read(registration):
    """A registration's document as the database gives it to the recount."""
    document = decode(encode(stored_document(registration)))
    return {name: value for name, value in document.items() if name in TOP}


def content_of(cells):
    document = {
        "year": 2017, "organization": "", "tenant": "", "path": "", "whole_province": False,
        "cells": cells,
    }  # fmt: skip
    content = count_from_document(decode(encode(document))).content
    return {key: amount for key, amount in content.items() if amount}


def recounted(registrations):
    recount = Recount(MEASURES)
    documents = map(as_read, registrations)
    recount.add(each for each in documents if each["status"] in COUNTED_STATUSES)
    return recount


@given(steps=years)
def test_a_recount_is_the_sum_of_the_contributions(steps):
    items = [
        replace(item, submitted_on=date(2017, 1 + number % 3, 1) if number % 4 else None)
        for number, item in enumerate(played(steps).items)
    ]
    by_hand = defaultdict(Counter)
    for item in items:
        by_hand[item.path, item.organization].update(contribution(item, MEASURES))
    counted = recounted(items)
    for cells in counted.counts.values():
        told_apart(cells)
    found = {place: content_of(cells) for place, cells in counted.counts.items()}
    wanted = {place: {k: n for k, n in sums.items() if n} for place, sums in by_hand.items()}
    assert found == {place: sums for place, sums in wanted.items() if sums}


@given(steps=years)
def test_sums_of_recounts_are_recounts_of_sums(steps):
    counts = recounted(played(steps).items).counts
    whole = {}
    for cells in counts.values():
        merged(whole, cells)
    told_apart(whole)
    by_hand = Counter()
    for cells in counts.values():
        told_apart(cells)
        by_hand.update(content_of(cells))
    assert content_of(whole) == {key: amount for key, amount in by_hand.items() if amount}


@given(before=years, after=years)
def test_what_is_missing_is_the_difference(before, after):
    stored, counted = {}, {}
    for into, steps in ((stored, before), (counted, after)):
        for cells in recounted(played(steps).items).counts.values():
            merged(into, cells)
        told_apart(into)
    amounts = missing(stored, counted)
    step = difference(Counter(content_of(stored)), Counter(content_of(counted)))
    assert amounts == {
        ".".join(("cells", *(part.replace(".", ":") for part in key))): amount
        for key, amount in step.items()
    }
    assert missing(counted, counted) == {}
