-- Since a final order's open case counts too, its attempt is open; one about a refund counts for what was captured.

UPDATE attempts SET is_open = 1 WHERE is_open = 0 AND number IN (
  SELECT json_extract(a.value, '$.number')
  FROM payments AS p, json_each(p.doc, '$.attempts') AS a, json_each(p.doc, '$.cases') AS c
  WHERE p.has_open_case = 1 AND json_extract(c.value, '$.resolvedAt') IS NULL
    AND (json_extract(c.value, '$.attemptNumber') = json_extract(a.value, '$.number')
      OR (json_extract(a.value, '$.captured') IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM json_each(p.doc, '$.attempts') AS o WHERE json_extract(o.value, '$.number') = json_extract(c.value, '$.attemptNumber')))));
