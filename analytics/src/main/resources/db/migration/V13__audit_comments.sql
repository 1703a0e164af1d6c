-- What operators do with dead records is in the audit too, and questions repeat.
COMMENT ON COLUMN analytics.audit.action IS 'logged-in, join-refused, token-issued, token-refused, queried, dead-retried, left, expired';
COMMENT ON COLUMN analytics.audit.times IS 'how often; more than 1 only for what repeated within one minute: refusals of one session with one code, questions of one person';
