-- Who is active is asked at every scrape of the metrics.
CREATE INDEX refresh_token_issued ON refresh_token (issued_at);
