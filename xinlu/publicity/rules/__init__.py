"""Pure decisions of publicity: what to show, until when, and the light of the clock."""
