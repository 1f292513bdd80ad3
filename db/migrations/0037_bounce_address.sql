-- Where mails of a sender come back to, each by an address of its own (bounces+TOKEN@domain). '': to the sender's address.
ALTER TABLE email_senders ADD bounce_address text NOT NULL DEFAULT '' CHECK (length(bounce_address) <= 254);
