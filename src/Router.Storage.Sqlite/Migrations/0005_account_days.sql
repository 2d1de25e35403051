-- What attempts take of an account's day. A row is the sum over the attempts whose limit_day it is, and is gone where there is none; attempts
-- stored before this have no day and do not count.

ALTER TABLE attempts ADD COLUMN limit_day TEXT;

CREATE TABLE account_days (
  account_id TEXT    NOT NULL,
  day        TEXT    NOT NULL,
  currency   TEXT    NOT NULL,
  count      INTEGER NOT NULL,
  minor      INTEGER NOT NULL,
  PRIMARY KEY (account_id, day, currency)
) WITHOUT ROWID;
