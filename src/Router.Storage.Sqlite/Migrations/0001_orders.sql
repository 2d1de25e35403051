-- Instants are 100 ns ticks since 1970, UTC. "doc" is the truth; the other columns are derived from it for look-ups.
-- "seq" is the order in which rows were inserted.

CREATE TABLE payments (
  seq           INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  version       INTEGER NOT NULL,
  fence         INTEGER NOT NULL,
  blocks        INTEGER NOT NULL,
  is_final      INTEGER NOT NULL,
  has_open_case INTEGER NOT NULL,
  due_at        INTEGER,
  lease_until   INTEGER,
  created_at    INTEGER NOT NULL,
  state         TEXT    NOT NULL,
  merchant      TEXT    NOT NULL,
  order_no      TEXT    NOT NULL,
  doc           TEXT    NOT NULL
);
CREATE UNIQUE INDEX payments_blocking ON payments (merchant, order_no) WHERE blocks = 1;
CREATE INDEX payments_freed ON payments (merchant, order_no) WHERE blocks = 0;
CREATE INDEX payments_merchant ON payments (merchant, id);
CREATE INDEX payments_open ON payments (state, id) WHERE is_final = 0;
CREATE INDEX payments_cases ON payments (id) WHERE has_open_case = 1;
CREATE INDEX payments_due ON payments (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE attempts (
  number      TEXT    PRIMARY KEY,
  payment_id  TEXT    NOT NULL,
  account_id  TEXT    NOT NULL,
  is_open     INTEGER NOT NULL,
  captured_at INTEGER
) WITHOUT ROWID;
CREATE INDEX attempts_open ON attempts (account_id, payment_id) WHERE is_open = 1;
CREATE INDEX attempts_captured ON attempts (account_id, captured_at) WHERE captured_at IS NOT NULL;

CREATE TABLE refunds (
  seq                INTEGER PRIMARY KEY,
  id                 TEXT    NOT NULL UNIQUE,
  version            INTEGER NOT NULL,
  fence              INTEGER NOT NULL,
  is_final           INTEGER NOT NULL,
  due_at             INTEGER,
  lease_until        INTEGER,
  created_at         INTEGER NOT NULL,
  state              TEXT    NOT NULL,
  payment_id         TEXT    NOT NULL,
  account_id         TEXT    NOT NULL,
  merchant           TEXT    NOT NULL,
  merchant_refund_no TEXT    NOT NULL,
  refund_number      TEXT    NOT NULL UNIQUE,
  doc                TEXT    NOT NULL,
  UNIQUE (merchant, merchant_refund_no)
);
CREATE INDEX refunds_payment ON refunds (payment_id);
CREATE INDEX refunds_open ON refunds (account_id) WHERE is_final = 0;
CREATE INDEX refunds_due ON refunds (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE idempotency (
  merchant    TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  order_id    TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (merchant, key)
) WITHOUT ROWID;

CREATE TABLE outbox (
  seq        INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  payment_id TEXT    NOT NULL,
  refund_id  TEXT,
  merchant   TEXT    NOT NULL,
  type       TEXT    NOT NULL,
  url        TEXT,
  state      TEXT    NOT NULL,
  tries      INTEGER NOT NULL,
  due_at     INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  body       TEXT    NOT NULL
);
CREATE INDEX outbox_payment ON outbox (payment_id);
-- A message without a time goes nowhere and holds nobody up.
CREATE INDEX outbox_waiting ON outbox (seq, due_at, payment_id) WHERE state = 'Waiting' AND due_at IS NOT NULL;

CREATE TABLE exchanges (
  seq        INTEGER PRIMARY KEY,
  number     TEXT    NOT NULL,
  account_id TEXT    NOT NULL,
  operation  TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  elapsed    INTEGER NOT NULL,
  answer     TEXT    NOT NULL
);
CREATE INDEX exchanges_number ON exchanges (number);
CREATE INDEX exchanges_at ON exchanges (at);

CREATE TABLE documents (
  name    TEXT PRIMARY KEY,
  content TEXT NOT NULL
);
