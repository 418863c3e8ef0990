"""Keeping a few processes alive: start, watch, start again, stop."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event

# A process that was up this long has not failed at its start: its failures are forgotten.
STEADY_AFTER = 60.0
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
PATIENCE = 10.0
LOOK_EVERY = 0.3
PR_SET_PDEATHSIG = 1  # Of <sys/prctl.h>.


@dataclass(frozen=True, slots=True)
class Part:
    """One process to keep alive: what it is called, and the command that starts it."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class _Watched:
    part: Part
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    due_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs its parts until it is told to stop, or until one of them fails again and again.

    `answers` is asked until it says yes for the first time; then `greeting` is said.
    """

    parts: Sequence[Part]
    say: Callable[[str], None]
    answers: Callable[[], bool] = lambda: True
    greeting: str = ""
    pauses: Sequence[float] = PAUSES
    patience: float = PATIENCE
    steady_after: float = STEADY_AFTER
    look_every: float = LOOK_EVERY
    _stopping: Event = field(default_factory=Event)
    _watched: list[_Watched] = field(default_factory=list)

    def run(self) -> int:
        """Start every part and watch over them; 0 after a stop, 1 after giving up."""
        self._watched = [_Watched(part) for part in self.parts]
        has_greeted = not self.greeting
        gave_up = False
        try:
            while not self._stopping.is_set() and not gave_up:
                gave_up = not all(map(self._tend, self._watched))
                if not gave_up and not has_greeted and self.answers():
                    self.say(self.greeting)
                    has_greeted = True
                self._stopping.wait(self.look_every)
        finally:
            self._stop_all()
        return 1 if gave_up else 0

    def stop(self) -> None:
        """Ask for the end; safe inside a signal handler."""
        self._stopping.set()

    def _tend(self, watched: _Watched) -> bool:
        """Start what is due and notice what has died; False when it is time to give up."""
        now = time.monotonic()
        if watched.process is None:
            if now >= watched.due_at:
                self._start(watched, now)
            return True
        code = watched.process.poll()
        return code is None or self._after_death(watched, watched.process, code, now)

    def _start(self, watched: _Watched, now: float) -> None:
        # A session of its own: Ctrl-C at a terminal reaches the supervisor alone, which then stops
        # its parts in good order.
        watched.process = subprocess.Popen(
            watched.part.command,
            # A library that ends its process says in which line, on standard error.
            env={"PYTHONFAULTHANDLER": "1", **os.environ},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_stop_when_the_parent_dies,
        )
        watched.started_at = now
        self.say(f"{watched.part.name} started (process {watched.process.pid}).")

    def _after_death(
        self, watched: _Watched, process: subprocess.Popen[bytes], code: int, now: float
    ) -> bool:
        _end_what_is_left(process)
        if now - watched.started_at >= self.steady_after:
            watched.failures = 0
        watched.process = None
        name, why = watched.part.name, _how_it_ended(code)
        if watched.failures >= len(self.pauses):
            self.say(f"{name} {why} {watched.failures + 1} times in a row. Giving up.")
            return False
        pause = self.pauses[watched.failures]
        watched.failures += 1
        watched.due_at = now + pause
        self.say(f"{name} {why}. It starts again in {pause:g} s.")
        return True

    def _stop_all(self) -> None:
        running = [
            (watched.part.name, watched.process)
            for watched in self._watched
            if watched.process is not None and watched.process.poll() is None
        ]
        for _name, process in running:
            process.terminate()
        deadline = time.monotonic() + self.patience
        for name, process in running:
            self._wait_or_kill(name, process, deadline)

    def _wait_or_kill(self, name: str, process: subprocess.Popen[bytes], deadline: float) -> None:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
            self.say(f"{name} stopped.")
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            self.say(f"{name} did not stop in time and was ended by force.")
        _end_what_is_left(process)


def _end_what_is_left(process: subprocess.Popen[bytes]) -> None:
    """A part that died by force may leave children, who would go on answering with old code."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _stop_when_the_parent_dies() -> None:
    """Runs in the new process: where Linux offers it, even a supervisor killed stops its parts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
