-- When a refund's money went back, whole seconds: a day's refunds are compared with its bill.

ALTER TABLE refunds ADD COLUMN refunded_at INTEGER;
UPDATE refunds SET refunded_at = CAST(strftime('%s', COALESCE(json_extract(doc, '$.refundedAt'), json_extract(doc, '$.createdAt'))) AS INTEGER) * 10000000
WHERE state = 'Succeeded';
CREATE INDEX refunds_refunded ON refunds (account_id, refunded_at, refund_number) WHERE refunded_at IS NOT NULL;
