"""A whole invented province as files, of any size: what ten cities and the province would send in.

Nothing is kept while it is made. Enterprise k, person k and row n follow from the seed and their number alone,
by arithmetic, so each can be made again anywhere, and memory does not grow with the sizes asked for.

    DIR/plan.json                       the arguments
    DIR/<city code>/<sheet>[-NN].csv    what the city sends; a sheet is an item, or an item-2016
    DIR/truth/faults.csv                file,row,subject,rule,field: every finding that must be made, no others
    DIR/truth/subjects/<NNNNN>.parquet  file,row,subject,noise: whose each row is, and what was done to the name

row: as in findings, the header is row 1. file: path below DIR. subject: E<k> or P<k>, the enterprise or person
of that number; empty when the name only looks like somebody's in the registers. Row 0 is the file as a whole.
"""
