-- Which of a channel's transactions paid an attempt: one pays one payment. What was stored before is filled in and stays as it is, even where
-- two payments name the same one; only a new capture is compared.

ALTER TABLE attempts ADD COLUMN paid_by TEXT;
UPDATE attempts SET paid_by = (
  SELECT NULLIF(json_extract(a.value, '$.channelTransactionId'), '')
  FROM payments AS p, json_each(p.doc, '$.attempts') AS a
  WHERE p.id = attempts.payment_id AND json_extract(a.value, '$.number') = attempts.number AND json_extract(a.value, '$.state') IN ('Captured', 'Reversed'));
CREATE INDEX attempts_paid ON attempts (account_id, paid_by) WHERE paid_by IS NOT NULL;
