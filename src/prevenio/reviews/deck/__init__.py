"""The yearly presentation: the annual review as slides with native charts and speaker notes."""
