"""A believable, wholly invented Fujian: enterprises, people and two years of decisions, from one seed."""
