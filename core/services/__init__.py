"""Use cases: functions that take what they need by keyword and know neither HTTP nor MongoDB."""
