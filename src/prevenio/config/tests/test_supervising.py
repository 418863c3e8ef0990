"""Keeping processes alive, with a shell in the place of the real ones."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prevenio.config.supervising import Part, Supervisor

SLEEPS = ("sleep", "60")


def supervisor(*parts: Part, said: list[str], **choices: Any) -> Supervisor:
    return Supervisor(parts, said.append, **{"pauses": (0.02, 0.02), "look_every": 0.01, **choices})


def run_until(made: Supervisor, is_done: Callable[[], bool]) -> int:
    """Run in this thread; another one stops it as soon as something has happened."""

    def watch() -> None:
        deadline = time.monotonic() + 10
        while not is_done() and time.monotonic() < deadline:
            time.sleep(0.01)
        made.stop()

    threading.Thread(target=watch, daemon=True).start()
    return made.run()


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_stop_ends_every_part_and_is_no_failure() -> None:
    said: list[str] = []
    made = supervisor(Part("web", SLEEPS), Part("clock", SLEEPS), said=said)

    assert run_until(made, lambda: len(said) == 2) == 0

    numbers = [int(match[1]) for line in said if (match := re.search(r"process (\d+)", line))]
    assert len(numbers) == 2
    assert not any(map(is_running, numbers))
    assert said[2:] == ["web stopped.", "clock stopped."]


def test_part_that_dies_is_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    flag = tmp_path / "was-here"
    second_time_stays = f"test -e {flag} && exec sleep 60; touch {flag}; exit 3"
    made = supervisor(Part("worker", ("sh", "-c", second_time_stays)), said=said)

    assert run_until(made, lambda: len(said) == 3) == 0

    assert said[1] == "worker ended with code 3. It starts again in 0.02 s."
    assert said[2].startswith("worker started")


def test_part_that_always_dies_ends_the_whole_with_a_failure() -> None:
    said: list[str] = []
    made = supervisor(Part("web", SLEEPS), Part("worker", ("false",)), said=said)

    assert made.run() == 1

    assert "worker ended with code 1 3 times in a row. Giving up." in said
    assert said[-1] == "web stopped."


def test_failures_are_forgotten_once_a_part_was_up_for_a_while() -> None:
    said: list[str] = []
    made = supervisor(Part("worker", ("false",)), said=said, steady_after=0.0)

    assert run_until(made, lambda: len(said) > 12) == 0

    assert not any("Giving up" in line for line in said)


def test_part_ended_by_a_signal_is_named_so() -> None:
    said: list[str] = []
    made = supervisor(Part("worker", ("sh", "-c", "kill -9 $$")), said=said)

    assert made.run() == 1

    assert "worker was ended by SIGKILL. It starts again in 0.02 s." in said


def test_part_that_will_not_stop_is_ended_by_force(tmp_path: Path) -> None:
    said: list[str] = []
    deaf = f"trap '' TERM; touch {tmp_path}/deaf; while :; do sleep 0.05; done"
    made = supervisor(Part("worker", ("sh", "-c", deaf)), said=said, patience=0.1)

    assert run_until(made, tmp_path.joinpath("deaf").exists) == 0

    assert said[-1] == "worker did not stop in time and was ended by force."


def test_greeting_is_said_once_and_only_after_an_answer() -> None:
    said: list[str] = []
    answers = iter([False, False])
    made = supervisor(
        Part("web", SLEEPS), said=said, answers=lambda: next(answers, True), greeting="Good day"
    )

    assert run_until(made, lambda: "Good day" in said) == 0

    assert said.count("Good day") == 1
    assert next(answers, None) is None


def test_children_of_a_part_that_died_are_ended_too(tmp_path: Path) -> None:
    said: list[str] = []
    number = tmp_path / "child"
    leaves_a_child = f"sleep 60 & echo $! > {number}.new; mv {number}.new {number}; kill -9 $$"
    made = supervisor(Part("web", ("sh", "-c", leaves_a_child)), said=said, pauses=())

    assert made.run() == 1

    # What was ended is still there for a moment, until the system's first process takes it away.
    assert wait_until(lambda: is_gone(int(number.read_text())))


def test_parts_stop_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    number = tmp_path / "child"
    part = f"echo $$ > {number}.new; mv {number}.new {number}; exec sleep 60"
    code = (
        "from prevenio.config.supervising import Part, Supervisor\n"
        f"Supervisor([Part('web', ('sh', '-c', {part!r}))], print).run()"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    assert wait_until(number.exists)

    running.kill()
    running.wait()

    assert wait_until(lambda: is_gone(int(number.read_text())))


def wait_until(is_done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not (done := is_done()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return done


def is_gone(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return True
    return state.rpartition(")")[2].split()[0] == "Z"
