"""The stories that cross packages (intake, withdrawal, nightly), the jobs, the worker and the commands."""
