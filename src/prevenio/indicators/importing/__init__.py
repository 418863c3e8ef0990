"""Reading of official statistics: workbooks and tables as they are published, cell by cell.

Plain Python without the web framework, usable as a library: `reading.read_statistics` is the door.
"""
