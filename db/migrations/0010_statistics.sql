-- What a value of a custom field is worth knowing depends on the field: "berlin" is common among cities and means
-- nothing among plans. Without this the planner mixes them and joins row by row what it should hash.
CREATE STATISTICS contact_field_values_by_field (mcv, ndistinct)
    ON field_id, text_value, number_value, date_value FROM contact_field_values;
ALTER STATISTICS contact_field_values_by_field SET STATISTICS 1000;
