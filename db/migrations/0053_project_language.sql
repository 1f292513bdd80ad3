-- The language of a business: of its new contacts, where neither a file nor a program says another. Until now they were
-- all taken for English. A project speaks as its owner does.
ALTER TABLE projects ADD language text NOT NULL DEFAULT 'en' CHECK (char_length(language) BETWEEN 2 AND 10);

UPDATE projects p
SET language = CASE WHEN char_length(u.language) <= 10 THEN u.language ELSE split_part(u.language, '-', 1) END
FROM members m JOIN users u ON u.id = m.user_id
WHERE m.project_id = p.id AND m.role = 'owner';
