-- The leader epoch of the last record that was read: Kafka says by it whether the log still holds what was read up to this offset, or lost
-- its tail and has grown over it since. Null: not known.
ALTER TABLE facts.offsets ADD COLUMN leader_epoch int;
