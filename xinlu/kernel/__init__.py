"""Pure values: codes, regions, dates, working days, money, masking, sealing. No Django, no I/O, no clock."""
