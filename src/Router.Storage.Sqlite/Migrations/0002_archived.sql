-- What stays of an order that was moved into an archive file: that it was here, and whether its number stays taken.

CREATE TABLE archived (
  id          TEXT    PRIMARY KEY,
  merchant    TEXT    NOT NULL,
  order_no    TEXT    NOT NULL,
  blocks      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX archived_blocking ON archived (merchant, order_no) WHERE blocks = 1;
