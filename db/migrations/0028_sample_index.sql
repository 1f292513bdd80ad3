-- A sample is read from its index alone. Without the id in it the planner knows nothing of the hash, takes a range of it for a
-- third of everybody and reads another index from end to end: 60 ms of a million contacts instead of 2.
DROP INDEX contacts_sample;
CREATE INDEX contacts_sample ON contacts (project_id, uuid_hash(id)) INCLUDE (id) WHERE deleted_at IS NULL;
