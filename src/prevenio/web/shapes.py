"""The shapes of states: each state is told by its shape and its word, colour only helps.

Drawn on a ground of 16 by 16 in the colour of the text around them.
"""

_MARK = 'stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_BANG = f'<path d="M8 4.75v3.5M8 11.1v.05" fill="none" {_MARK}/>'
_LINE = 'fill="none" stroke="currentColor" stroke-width="1.75"'

SHAPES = {
    "ok": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    f'<path d="m4.9 8.2 2.2 2.2 4-4.4" fill="none" {_MARK}/>',
    "go": f'<circle cx="8" cy="8" r="6.1" {_LINE}/>'
    '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "warn": '<path d="M8 2 14.6 13.6H1.4z" fill="currentColor" stroke="currentColor"'
    ' stroke-width="1.5" stroke-linejoin="round"/>'
    f'<path d="M8 6.4v3M8 11.8v.05" fill="none" {_MARK}/>',
    "bad": '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor"/>' + _BANG,
    "wait": '<path d="M4 2.5h2.75v11H4zM9.25 2.5H12v11H9.25z" fill="currentColor"/>',
    "season": f'<circle cx="8" cy="8" r="6.1" {_LINE} stroke-dasharray="2.4 2.39"/>',
    "not_started": f'<circle cx="8" cy="8" r="6.1" {_LINE}/>',
    "abandoned": '<rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor"/>'
    f'<path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" fill="none" {_MARK}/>',
}
STATES = ("ok", "go", "warn", "bad", "wait", "off")
OFF_SHAPES = ("not_started", "season", "abandoned")
