-- Rules compare these texts in lower case, and a custom field's value together with its field. Without statistics of
-- that the planner takes a language of every second person for a rare one, and asks whole tables row by row.
CREATE STATISTICS contacts_lower_first_name ON lower(first_name) FROM contacts;
CREATE STATISTICS contacts_lower_last_name ON lower(last_name) FROM contacts;
CREATE STATISTICS contacts_lower_source ON lower(source) FROM contacts;
CREATE STATISTICS contacts_lower_language ON lower(language) FROM contacts;
CREATE STATISTICS contact_field_values_text_of_field (mcv) ON field_id, text_value FROM contact_field_values;
ANALYZE contacts, contact_field_values;
