"""How the demo's people behave: companies post, fund, read and choose; students pitch, work and hand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from kadam.applications import actions as applications
from kadam.applications.models import Application
from kadam.demo import corpus
from kadam.demo.corpus import Row
from kadam.demo.people import Cast, Company
from kadam.demo.timeline import DAY, HOUR, Timeline
from kadam.demo.working import Workshop
from kadam.engagements import actions as engagements
from kadam.engagements.actions.beginning import text_for
from kadam.engagements.wording import fingerprint
from kadam.kit.refusals import Refusal
from kadam.payments.actions import pay_in_practice, settle_in_practice
from kadam.payments.queries import funding_for
from kadam.profiles.models import Profile
from kadam.profiles.queries import own_works
from kadam.projects import actions as projects
from kadam.projects import queries as project_queries
from kadam.projects.models import Project

TEXTS = (
    *("family", "title", "outcome", "deliverable", "deliverable_format", "context", "materials", "criteria"),
    *("questions", "hours", "pay_paise", "due_days", "seats", "ai_rule", "ai_note", "under_nda"),
)


@dataclass
class Market:
    """The demo's market at play: who is in it, when, and the dice."""

    cast: Cast
    line: Timeline
    rng: Random
    stars: dict[str, Profile] = field(default_factory=dict)  # project code -> the student who is to be chosen

    def __post_init__(self) -> None:
        """The work goes on in the workshop."""
        self.work = Workshop(self.cast, self.line, self.rng)

    def between(self, low: float, high: float, unit: timedelta = HOUR) -> timedelta:
        """A span between `low` and `high` units."""
        return self.rng.uniform(low, high) * unit

    def post(self, brief: Row, stays: str = "", star: Profile | None = None) -> Callable[[datetime], None]:
        """A company writes a brief and sends it on. `stays` names a state it is left in, `star` who is chosen."""

        def deed(now: datetime) -> None:
            company = self.cast.companies[brief["company"]]
            project = projects.draft_project(
                organization=company.organization, template="", actor=company.recruiter, now=now
            )
            facts = {name: brief[name] for name in TEXTS if name in brief}
            facts |= {
                "skills": brief["skills"],
                "supervisor": company.supervisor,
                "city": brief.get("city", ""),
            }
            projects.edit_brief(project, actor=company.recruiter, now=now, **facts)
            if star is not None:
                self.stars[project.code] = star
            if stays != "draft":
                self.line.after(self.between(1, 20), self._submit(project.code, brief, stays))

        return deed

    def _submit(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            company = self.cast.companies[brief["company"]]
            project = project_queries.get_for_company(company.recruiter, code)
            try:
                projects.submit_brief(project, actor=company.recruiter, now=now)
            except Refusal:  # a new company with a project under way: it waits for its end
                self.line.after(self.between(4, 9, DAY), self._submit(code, brief, stays))
                return
            if project.state == "in_review" and stays != "in_review":
                self.line.after(self.between(2, 20), self._read(code, brief, stays))
            elif stays not in {"in_review", "awaiting_funds"}:
                self.line.after(self.between(2, 40), self._fund(code, brief, stays))

        return deed

    def _read(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            project = project_queries.get_for_review(self.cast.staff, code)
            if stays == "changes_asked":
                note = "Please say in the second criterion how many rows are checked, so that both sides can count."
                projects.ask_changes(project, note=note, actor=self.cast.staff, now=now)
                return
            projects.pass_review(project, actor=self.cast.staff, now=now)
            if stays != "awaiting_funds":
                self.line.after(self.between(2, 40), self._fund(code, brief, stays))

        return deed

    def _fund(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            funding = funding_for(f"project:{code}")
            if funding is None or funding.state != "requested":
                return
            pay_in_practice(funding, now=now)
            self._draw_pitches(project_queries.get_project(code), brief, stays)

        return deed

    # students pitch

    def _draw_pitches(self, project: Project, brief: Row, stays: str) -> None:
        if stays == "cancelled":
            self.line.after(self.between(30, 60), self._cancel(project.code, brief))
        wanted = set(brief["skills"])
        crowd = self.rng.sample(self.cast.students, 60)
        crowd.sort(key=lambda student: -len(wanted & self._skills(student)))
        number = self.rng.randint(3, 9) * min(project.seats, 2) if stays != "quiet" else 0
        star = self.stars.get(project.code)
        if star is not None:
            self.line.after(self.between(1, 30), self._pitch(project.code, star, brief))
        for student in crowd[:number]:
            self.line.after(self.between(2, 150), self._pitch(project.code, student, brief))
        choose = self._choose(project.code, brief, stays)
        if stays in {"offered", "shortlisting"}:  # so lately that the offer still stands
            self.line.at(self.line.end - self.between(6, 40), choose)
        else:
            self.line.after(self.between(172, 230), choose)

    def _skills(self, student: Profile) -> set[str]:
        return set(student.skill_rows.values_list("skill__slug", flat=True))

    def _pitch(self, code: str, student: Profile, brief: Row) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            student.refresh_from_db()
            project = project_queries.get_project(code)
            ids = project.questions.order_by("position").values_list("id", flat=True)
            words = self._answers(brief, len(ids))
            works = own_works(
                student, list(student.proven_works.order_by("-id").values_list("id", flat=True)[:2])
            )
            try:
                applications.apply(
                    project=project,
                    student=student,
                    answers=dict(zip(ids, words, strict=True)),
                    works=works,
                    actor=student.person,
                    now=now,
                )
            except Refusal:
                return  # five open pitches, a full queue: as in life
            if self.rng.random() < 0.04 and self.stars.get(code) != student:
                self.line.after(self.between(5, 40), self._withdraw(code, student))

        return deed

    def _answers(self, brief: Row, number: int) -> list[str]:
        rows = corpus.texts("answer")
        company = (None, brief["company"])
        found = []
        for position in range(number):
            own = [
                row["text"]
                for row in rows
                if row.get("brief") == brief["key"]
                and row.get("question") == position
                and row.get("company") in company
            ]
            family = [row["text"] for row in rows if row.get("family") == brief["family"]]
            pool = [text for text in (own or family or [rows[0]["text"]]) if text not in found]
            found.append(self.rng.choice(pool or family))
        return found

    def _withdraw(self, code: str, student: Profile) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            mine = Application.objects.filter(project__code=code, student=student, state="submitted").first()
            if mine is not None:
                applications.withdraw(mine, actor=student.person, now=now)

        return deed

    # the company chooses

    def _choose(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            if stays in {"unanswered", "pitches"}:
                return
            company = self.cast.companies[brief["company"]]
            waiting = self._pitches(code)
            for application in waiting:
                applications.mark_seen(application, actor=company.recruiter, now=now)
            seats = project_queries.get_project(code).seats
            best = self._ranked(waiting)[: seats + 2]
            for application in best:
                applications.shortlist(application, actor=company.recruiter, now=now)
            if stays == "shortlisting":
                return
            self._offer(best, seats, company, brief, stays, now)
            rest = [application for application in waiting if application not in best]
            self._say_no(rest, company, now)

        return deed

    def _pitches(self, code: str) -> list[Application]:
        rows = Application.objects.filter(project__code=code, state__in=("submitted", "seen"))
        return list(rows.select_related("project__organization", "student__person").order_by("position"))

    def _ranked(self, waiting: list[Application]) -> list[Application]:
        """Longer answers first, with some chance: nobody looks at names or colleges, but a story has its star."""
        weight = {one.pk: sum(len(text.text) for text in one.answers.all()) for one in waiting}
        order = sorted(waiting, key=lambda one: -weight[one.pk] * self.rng.uniform(0.6, 1.4))
        return sorted(order, key=lambda one: self.stars.get(one.project.code) != one.student)

    def _offer(
        self, best: list[Application], seats: int, company: Company, brief: Row, stays: str, now: datetime
    ) -> None:
        taken = 0
        for application in best:
            if taken == seats:
                break
            try:
                applications.make_offer(application, actor=company.recruiter, now=now)
            except Refusal:
                continue
            taken += 1
            if stays == "offered":
                continue
            self.line.after(self.between(3, 50), self._answer_offer(application.code, brief, stays))

    def _say_no(self, rest: list[Application], company: Company, now: datetime) -> None:
        for application in rest:
            row = self.rng.choice([one for one in corpus.texts("refusal") if one["reason"] != "seats_filled"])
            applications.refuse(
                application, reason=row["reason"], note=row["text"], actor=company.recruiter, now=now
            )

    def _answer_offer(self, code: str, brief: Row, stays: str) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            offer = Application.objects.select_related(
                "project__organization",
                "project__supervisor",
                "project__created_by",
                "student__person",
                "seat",
            ).get(code=code)
            person = offer.student.person
            try:
                if self.rng.random() < 0.05 and self.stars.get(offer.project.code) != offer.student:
                    applications.decline_offer(offer, actor=person, now=now)
                    return
                work = engagements.begin(
                    offer, agreed_sha256=fingerprint(text_for(offer)), actor=person, now=now
                )
            except Refusal:
                return
            if stays != "agreed":
                self.line.after(self.between(4, 60), self.work.kick_off(work.code, brief, stays))

        return deed

    def _cancel(self, code: str, brief: Row) -> Callable[[datetime], None]:
        def deed(now: datetime) -> None:
            owner = self.cast.companies[brief["company"]].owner
            reason = "Our own season has moved by a month, so we no longer need this now."
            projects.cancel_project(
                project_queries.get_for_company(owner, code), reason=reason, actor=owner, now=now
            )
            settle_in_practice(now=now)

        return deed
