#!/usr/bin/env python3
"""The journal's main job through the command line: a school from its files, a quarter typed, finals, paper, archive, verification.

usage: journey.py ZHURNAL FOLDER. Only the standard library; every step prints what it made and how long it took.
"""

import json
import os
import subprocess
import sys
import time

ZHURNAL, PLACE = sys.argv[1], os.path.abspath(sys.argv[2])
HOME = os.path.join(PLACE, "home")
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/fixtures/data")
LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../assets/demo/pupils.csv")
# The last day of the first quarter: lessons are behind, finals are due.
DAY = "2026-10-23"
CLASS, SUBJECT = "5А", "5А Математика"
OWN = "клён за окном шумит"
# The phrase of the school's own key file: the published one of `zhurnal demo` takes no lists.
PHRASE = "журавли над рекой летят"
people = {"admin": "zarechnaya-2027"}
started = time.monotonic()


def run(*arguments, user=None, request=None):
    """One call of the program; its answer as JSON. Requests go in by standard input: arguments are seen by everybody."""
    env = dict(os.environ, ZHURNAL_KEYS_PASSPHRASE=PHRASE)
    if user:
        env.update(ZHURNAL_USER=user, ZHURNAL_PASSWORD=people[user])
    command = [ZHURNAL, "--home", HOME, "--json", *arguments]
    line = ""
    if request is not None:
        command.append("-")
        line = json.dumps(request, ensure_ascii=False) + "\n"
    done = subprocess.run(command, input=line, capture_output=True, text=True, env=env)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout[:2000]}{done.stderr[:2000]}")
    return json.loads(done.stdout)


def call(name, request=None, user="admin"):
    return run("call", name, user=user, request=request or {})


class Step:
    """Prints a step's name, what came of it, and its seconds."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.from_ = time.monotonic()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            print(f"{time.monotonic() - self.from_:6.1f} s  {self.name}: {self.text}", flush=True)

    def says(self, text):
        self.text = text


def brought(kind, file, step):
    done = run("import", kind, file, "--apply", user="admin")
    counts = done["counts"]
    rows = counts["create"] + counts["update"] + counts["unchanged"]
    warned = f", warnings {counts['warnings']}" if counts["warnings"] else ""
    step.says(f"{rows} rows, {done['applied']['events']} events{warned}")


def take_over(account):
    """Somebody logs in for the first time: the temporary password is replaced."""
    people[account["login"]] = account["password"]
    call("session.change_password", {"old": account["password"], "new": OWN}, user=account["login"])
    people[account["login"]] = OWN
    return account["login"]


def initials(name):
    """«Иванова Мария Петровна» as lists show it."""
    surname, *rest = name.split()
    return " ".join([surname, *(f"{word[0]}." for word in rest)])


def marked(page):
    """What a teacher types over a quarter: topics and homework of the plan, marks all round, here and there an absence."""
    changes = []
    group = page["group"]["id"]
    pupils = page["pupils"]
    for n, lesson in enumerate(page["lessons"]):
        at = {"group": group, "date": lesson["date"], "slot": lesson["slot"]}
        plan = lesson["proposed"] or {"number": None, "topic": "Повторение и обобщение изученного за четверть", "homework": ""}
        changes.append({"cell": {"what": "topic", **at}, "text": plan["topic"], "plan": plan["number"]})
        if plan["homework"]:
            changes.append({"cell": {"what": "homework", **at}, "text": plan["homework"]})
        for k in range(8):
            pupil = pupils[(n * 7 + k * 3) % len(pupils)]["id"]
            if k == 0 and n % 3 == 0:
                changes.append({"cell": {"what": "attendance", "pupil": pupil, **at}, "code": 1})
            else:
                changes.append({"cell": {"what": "mark", "pupil": pupil, **at}, "mark": 3 + (n * 5 + k * k) % 3})
    return changes


def size(path):
    return f"{os.path.getsize(path) / 1024:.0f} KB"


print(f"No display: a school's first quarter through the command line, on a day of its own ({DAY}).\n")
with Step("a school, its keys, its first administrator") as step:
    made = run("demo", "--own-keys", "--empty", "--day", DAY)
    fingerprint = call("app.state", user=None)["school"]["fingerprint"]
    step.says(f"fingerprint {fingerprint}")
with Step("the list of pupils, grade 5") as step:
    rows = [line.rstrip("\n") for line in open(LISTS, encoding="utf-8") if line.startswith("5")]
    names = "Класс;Фамилия;Имя;Отчество;Пол;Дата рождения;СНИЛС;№ личного дела;Приказ о зачислении;Дата приказа"
    list_ = os.path.join(PLACE, "контингент-5-классы.csv")
    with open(list_, "w", encoding="utf-8-sig") as file:
        file.write("\r\n".join([names, *rows]) + "\r\n")
    brought("pupils", list_, step)
for kind, name in [("staff", "сотрудники.xlsx"), ("curriculum", "учебный-план.xlsx"), ("calendar", "календарь-2026-2027.csv"), ("bells", "звонки.csv"), ("worktypes", "виды-работ.csv")]:
    with Step(f"{kind}: {name}") as step:
        brought(kind, os.path.join(DATA, name), step)
with Step("logins of the staff") as step:
    accounts = call("accounts.staff")["made"]
    deputy = take_over(next(a for a in accounts if a["position"] == "заместитель директора по УВР"))
    step.says(f"{len(accounts)}, the deputy is {deputy}")
with Step("teaching groups and loads") as step:
    plan = run("propose", "groups", "--apply", user=deputy)["plan"]
    step.says(f"{len(plan['groups'])} groups, {len(plan['teachers'])} teachers, gaps {len(plan['gaps'])}")
with Step("the week") as step:
    plan = run("propose", "week", "--apply", user=deputy)["plan"]
    step.says(f"{plan['placed']} lessons a week, {plan['lessons']} a year, not placed {len(plan['gaps'])}")
with Step("lesson plan of mathematics, grade 5") as step:
    done = run("import", "plan", os.path.join(DATA, "ктп-математика-5.xlsx"), "--apply", user=deputy)
    step.says(f"{done['counts']['create']} topics")
with Step(f"{SUBJECT}: the first quarter typed") as step:
    others = call("journal.groups", user=deputy)["others"]
    row = next(g for c in others for g in c["groups"] if g["name"] == SUBJECT)
    teacher = next(a for a in accounts if initials(a["name"]) == row["teachers"][0].replace("\u00a0", " "))
    teacher = take_over(teacher)
    page = call("journal.page", {"group": row["id"], "term": None}, user=teacher)
    changes = marked(page)
    done = call("journal.write", {"changes": changes}, user=teacher)["done"]
    refused = [d["refused"] for d in done if d["refused"]]
    step.says(f"{len(page['lessons'])} lessons, {len(done) - len(refused)} cells" + (f", refused {refused[:3]}" if refused else ""))
with Step("finals by the averages") as step:
    page = call("journal.page", {"group": row["id"], "term": page["term"]}, user=teacher)
    cell = {"what": "final", "group": row["id"], "term": page["term"], "cell": 1}
    finals = [{"cell": {**cell, "pupil": p["id"]}, "mark": p["proposed"]} for p in page["pupils"] if p["proposed"]]
    done = call("journal.write", {"changes": finals}, user=teacher)["done"]
    refused = [d["refused"] for d in done if d["refused"]]
    step.says(f"{len(done) - len(refused)} of {len(page['pupils'])} pupils" + (f", refused {refused[:3]}" if refused else ""))
for what, name in [("journal", "классный журнал 5А"), ("summary", "сводная ведомость 5А")]:
    with Step(f"paper: {name}") as step:
        out = os.path.join(PLACE, f"{name}.pdf")
        done = run("print", what, "--class", CLASS, "--out", out, user=deputy)
        saved = done["saved"]
        step.says(f"{saved['pages']} pages on {saved['sheets']} sheets, {size(out)}, a draft: {len(done['lacks'])} things are still missing for a final")
with Step("archive of the year") as step:
    archive = os.path.join(PLACE, "архив-2026.zip")
    done = run("archive", "--year", "2026", "--out", archive, user=deputy)["archive"]
    step.says(f"{done['files']} files, {done['pages']} pages of papers, {size(archive)}" + (", interim: the year is open" if done["interim"] else ""))
with Step("a stranger verifies it") as step:
    done = run("verify", archive, "--trust", fingerprint)["verdict"]
    step.says(f"intact {done['intact']}, authentic {done['authentic']}, {done['events']} events proved")
with Step("chains, database, tables against a rebuild") as step:
    step.says("all right" if run("check")["ok"] else "DAMAGED")
print(f"""
{time.monotonic() - started:6.1f} s in all. Everything lies in {PLACE}
  the journal    {HOME} (encrypted under the phrase «{PHRASE}»; {', '.join(f'{login}: {password}' for login, password in people.items())})
  papers         классный журнал 5А.pdf, сводная ведомость 5А.pdf
  the archive    архив-2026.zip; its school's fingerprint is {fingerprint}
Look further with  ZHURNAL_KEYS_PASSPHRASE='{PHRASE}' {ZHURNAL} --home {HOME} call --list
With a display     HOME_DIR={HOME} make run""")
