-- The mail of a notification is written in the language of whoever gets it: a fellow member, whom requests may see already.
GRANT SELECT (language) ON users TO app;
