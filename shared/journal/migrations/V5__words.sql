-- Members by the words of their names: each beginning of a word, and each character of a script that
-- writes without spaces, with what follows it. One or two characters find somebody.
CREATE TABLE member_words (
    word      TEXT NOT NULL,
    member_id BLOB NOT NULL,
    PRIMARY KEY (word, member_id)
) STRICT, WITHOUT ROWID;

-- Cards and wallets that stand for members, as a scanner reads them.
CREATE TABLE member_cards (
    card      TEXT NOT NULL PRIMARY KEY,
    member_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;
