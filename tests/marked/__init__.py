"""Marked rows by room: what an authority holds and does not show.

What residents read by the nature of the thing (where a precinct runs, who answers for it today, who
can be asked about what) stands there too, without the mark: its addresses must be real.
"""

SECRET = "Tajemnica"
