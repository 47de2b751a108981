"""How the demo's work goes: kicked off, talked about, handed in, judged, paid, or ended early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kadam.demo import corpus
from kadam.demo.corpus import Row
from kadam.demo.people import Cast, Company
from kadam.demo.timeline import DAY, HOUR, Timeline
from kadam.engagements import actions as engagements
from kadam.engagements.models import Engagement
from kadam.engagements.queries import parties
from kadam.engagements.states import SCORES
from kadam.files.actions import store_upload
from kadam.kit.refusals import Refusal
from kadam.payments.actions import settle_in_practice
from kadam.portfolios import actions as portfolios
from kadam.portfolios.models import Portfolio
from kadam.profiles.models import Profile


@dataclass
class Workshop:
    """Everything after the offer is taken."""

    cast: Cast
    line: Timeline
    rng: Random

    def between(self, low: float, high: float, unit: timedelta = HOUR) -> timedelta:
        """A span between `low` and `high` units."""
        return self.rng.uniform(low, high) * unit

    def kick_off(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        """The company signs and starts; what follows depends on how the story stays."""

        def deed(now: datetime) -> None:
            work, company = parties(code), self.cast.companies[brief["company"]]
            try:
                engagements.kick_off(
                    work, agreed_sha256=work.agreement.sha256, actor=company.supervisor, now=now
                )
            except Refusal:
                return
            self._talk(work, brief, "kick-off", company, now)
            if stays == "abandoned":
                self.line.after(self.between(2, 4, DAY), self._abandon(code))
            elif stays == "paused":
                self.line.after(self.between(2, 5, DAY), self._pause(code, company))
            elif stays != "working":
                share = self.rng.uniform(0.45, 0.95)
                self.line.after(share * work.project.due_days * DAY, self._hand_in(code, brief, stays, 1))

        return deed

    def _talk(self, work: Engagement, brief: Row, stage: str, company: Company, now: datetime) -> None:
        rows = [one for one in corpus.texts("exchange") if one["family"] == brief["family"]]
        fitting = [one for one in rows if one["stage"] == stage] or rows
        if not fitting:
            return
        for number, turn in enumerate(self.rng.choice(fitting)["turns"]):
            author = company.supervisor if turn["from"] == "company" else work.student.person
            engagements.say(
                work,
                text=turn["text"],
                key=f"{stage}-{number}",
                actor=author,
                now=now + number * timedelta(minutes=25),
            )

    def _hand_in(self, code: str, brief: Row, stays: str, version: int) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            work, company = parties(code), self.cast.companies[brief["company"]]
            person = work.student.person
            file = store_upload(owner=person, upload=self._deliverable(brief, version), now=now)
            ai_use = (
                "none"
                if self.rng.random() < 0.5
                else "A chatbot to check my English in the summary, nothing else."
            )
            note = (
                "Here it is. The notes say what I checked and what I left out."
                if version == 1
                else "With your points."
            )
            try:
                engagements.submit_work(work, note=note, ai_use=ai_use, files=[file], actor=person, now=now)
            except Refusal:
                return
            if stays in {"submitted", "silent"}:
                return
            again = version == 1 and (stays == "revision" or self.rng.random() < 0.18)
            step = self._revise(code, brief, stays) if again else self._accept(code, brief)
            self.line.after(self.between(8, 90), step)
            if version == 1:
                self._talk(work, brief, "before-submission", company, now)

        return deed

    def _deliverable(self, brief: Row, version: int) -> SimpleUploadedFile:
        bodies = [one for one in corpus.texts("body") if one["family"] == brief["family"]]
        body = self.rng.choice(bodies or corpus.texts("body"))
        ending = f".{body['media']}"
        shelves = [one["names"] for one in corpus.texts("file_name") if one["family"] == brief["family"]]
        fitting = [name for shelf in shelves[:1] for name in shelf if name.endswith(ending)]
        name = self.rng.choice(fitting or [f"deliverable-v{{v}}{ending}"]).format(v=version)
        return SimpleUploadedFile(name, body["text"].encode())

    def _revise(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            work, company = parties(code), self.cast.companies[brief["company"]]
            comment = self._words("review", brief, decision="revise")
            why = self._words("criterion_comment", brief, met=False)
            ids = list(work.project.criteria.order_by("position").values_list("id", flat=True))
            verdicts = {pk: (at > 0, "" if at else why["text"]) for at, pk in enumerate(ids)}
            try:
                engagements.ask_revision(
                    work, verdicts=verdicts, comment=comment["text"], actor=company.supervisor, now=now
                )
            except Refusal:
                return
            if stays != "revision":
                self.line.after(self.between(1, 4, DAY), self._hand_in(code, brief, stays, 2))

        return deed

    def _accept(self, code: str, brief: Row) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            work, company = parties(code), self.cast.companies[brief["company"]]
            row = self._words("review", brief, decision="accept")
            ids = work.project.criteria.order_by("position").values_list("id", flat=True)
            scores = {name: row.get("scores", {}).get(name, 3) for name in SCORES}
            try:
                engagements.accept(
                    work,
                    verdicts=dict.fromkeys(ids, (True, "")),
                    scores=scores,
                    comment=row["text"],
                    actor=company.supervisor,
                    now=now,
                )
            except Refusal:
                return
            settle_in_practice(now=now)
            self.line.after(HOUR, self._publish(work.student))

        return deed

    def _words(self, kind: str, brief: Row, **wanted: Any) -> Row:
        rows = [
            row for row in corpus.texts(kind) if all(row.get(name) == value for name, value in wanted.items())
        ]
        family = [row for row in rows if row.get("family", "any") in {"any", brief["family"]}]
        return self.rng.choice(family or rows)

    def _publish(self, student: Profile) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            if self.rng.random() < 0.8:
                page = Portfolio.objects.filter(profile=student, is_public=False).first()
                if page is not None:
                    portfolios.publish(page, actor=student.person, now=now)

        return deed

    def _abandon(self, code: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            work = parties(code)
            why = "My practical exams were moved into these two weeks, and I would rather say so now than hand in late."
            engagements.abandon(work, by="student", why=why, actor=work.student.person, now=now)
            settle_in_practice(now=now)

        return deed

    def _pause(self, code: str, company: Company) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            engagements.pause(parties(code), actor=company.supervisor, now=now)

        return deed
