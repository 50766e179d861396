-- The graph: every node has a row in `nodes` and one in the table of its kind, with the same id. A date of reduced
-- precision is stored as the source gives it, with the first and the last day that it may stand for. Texts in several
-- languages are JSON objects by language tag, the original first. Rows that belong to a record are deleted with it.
-- Rows that only reference it, as a relationship references its ends, are checked when the transaction ends. So a load
-- can write rows in any order, and no incomplete fact remains.

CREATE TABLE nodes (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN (
               'Dataset', 'Article', 'Actor', 'Organization', 'Place',
               'Relationship', 'SanctionEvent', 'Incident', 'Participation', 'Figure')),
  key        TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 300),
  -- The name or title to show and to sort by; facts that have none go without.
  caption    TEXT,
  -- The data set that it is loaded with; a data set belongs to itself.
  dataset_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  UNIQUE (id, kind)
) STRICT;
CREATE INDEX nodes_by_kind ON nodes (kind, caption, id);
CREATE INDEX nodes_by_key ON nodes (kind, key, id);
CREATE INDEX nodes_of_dataset ON nodes (dataset_id, kind);
CREATE INDEX parties_by_caption ON nodes (caption, id) WHERE kind IN ('Actor', 'Organization');
CREATE INDEX parties_by_key ON nodes (key, id) WHERE kind IN ('Actor', 'Organization');

CREATE TABLE datasets (
  id        INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  title     TEXT NOT NULL,
  publisher TEXT,
  licence   TEXT,
  version   TEXT,
  loaded_at TEXT NOT NULL
) STRICT;

-- One row. Every load that changes something increments the number.
CREATE TABLE revisions (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO revisions (id, number) VALUES (1, 0);

CREATE TABLE actors (
  id     INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  gender TEXT CHECK (gender IN ('FEMALE', 'MALE', 'OTHER')),
  born   TEXT,
  died   TEXT
) STRICT;

CREATE TABLE organizations (
  id        INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL CHECK (kind IN (
              'STATE', 'GOVERNMENT', 'MINISTRY', 'AGENCY', 'ARMED_FORCES', 'ARMED_GROUP', 'INTERGOVERNMENTAL',
              'MISSION', 'COURT', 'COMMITTEE', 'FORUM', 'MEDIA', 'COMPANY', 'OTHER')),
  founded   TEXT,
  dissolved TEXT
) STRICT;
CREATE INDEX organizations_by_kind ON organizations (kind, id);

CREATE TABLE places (
  id        INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  latitude  REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  country   TEXT CHECK (length(country) = 2),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

-- The names of parties and places, in the order of the data set.
CREATE TABLE names (
  node_id  INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  ordinal  INTEGER NOT NULL CHECK (ordinal >= 1),
  text     TEXT NOT NULL CHECK (length(text) >= 1),
  -- The text as it is compared: without case, diacritics and variants of letters.
  folded   TEXT NOT NULL,
  language TEXT,
  kind     TEXT NOT NULL CHECK (kind IN ('PRIMARY', 'ALIAS', 'FORMER', 'WEAK')),
  PRIMARY KEY (node_id, ordinal)
) STRICT;
CREATE INDEX names_by_folded ON names (folded, node_id);

CREATE TABLE party_countries (
  party_id   INTEGER NOT NULL,
  party_kind TEXT NOT NULL CHECK (party_kind IN ('Actor', 'Organization')),
  country    TEXT NOT NULL CHECK (length(country) = 2),
  PRIMARY KEY (party_id, country),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) ON DELETE CASCADE
) STRICT;
CREATE INDEX party_countries_by_country ON party_countries (country, party_id);

CREATE TABLE articles (
  id                 INTEGER PRIMARY KEY REFERENCES nodes (id) ON DELETE CASCADE,
  headline           TEXT NOT NULL,
  language           TEXT NOT NULL,
  publisher_id       INTEGER REFERENCES organizations (id) DEFERRABLE INITIALLY DEFERRED,
  republisher_id     INTEGER REFERENCES organizations (id) DEFERRABLE INITIALLY DEFERRED,
  published          TEXT,
  published_earliest TEXT,
  published_latest   TEXT,
  -- How the date was inferred, where the article does not state it.
  published_inferred TEXT,
  -- The first day of publication as text, to sort by; without a date, 9999-12-31.
  sort_day           TEXT NOT NULL,
  url                TEXT,
  summary            TEXT,
  CHECK (published_earliest <= published_latest)
) STRICT;
CREATE INDEX articles_by_day ON articles (sort_day, id);
CREATE INDEX articles_by_publisher ON articles (publisher_id, sort_day, id);
CREATE INDEX articles_by_republisher ON articles (republisher_id, id);

-- The full text, if the user has loaded it. A separate table, so that loading a data set does not change it.
CREATE TABLE article_bodies (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  body       TEXT NOT NULL
) STRICT;

CREATE TABLE mentions (
  id           INTEGER PRIMARY KEY,
  article_id   INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  party_id     INTEGER NOT NULL,
  party_kind   TEXT NOT NULL CHECK (party_kind IN ('Actor', 'Organization')),
  -- A JSON array of numbers, the paragraphs counted from 1.
  paragraphs   TEXT NOT NULL,
  -- A JSON array of texts: titles and epithets as printed.
  described_as TEXT NOT NULL,
  UNIQUE (article_id, party_id),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX mentions_of_party ON mentions (party_id, id);
CREATE INDEX mentions_in_article ON mentions (article_id, id);

-- Facts: relationships, events, participations and figures. A load derives the last columns from the evidence.
CREATE TABLE facts (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL CHECK (kind IN ('Relationship', 'SanctionEvent', 'Incident', 'Participation', 'Figure')),
  -- No fact without evidence: its first piece must be there when the transaction ends.
  first_evidence INTEGER NOT NULL DEFAULT 1 CHECK (first_evidence = 1),
  source_count   INTEGER NOT NULL CHECK (source_count >= 1),
  is_disputed    INTEGER NOT NULL CHECK (is_disputed IN (0, 1)),
  first_reported TEXT,
  FOREIGN KEY (id, kind) REFERENCES nodes (id, kind) ON DELETE CASCADE,
  FOREIGN KEY (id, first_evidence) REFERENCES evidence (fact_id, ordinal) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (id, kind)
) STRICT;

CREATE TABLE evidence (
  id                 INTEGER PRIMARY KEY,
  fact_id            INTEGER NOT NULL,
  fact_kind          TEXT NOT NULL,
  ordinal            INTEGER NOT NULL CHECK (ordinal >= 1),
  article_id         INTEGER NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
  stance             TEXT NOT NULL CHECK (stance IN ('REPORTS', 'ALLEGES', 'CONFIRMS', 'DENIES', 'PLANS')),
  paragraphs         TEXT NOT NULL,
  -- Whose word it is, where the article passes it on: a party, or a text.
  attributed_to_id   INTEGER,
  attributed_to_kind TEXT CHECK (attributed_to_kind IN ('Actor', 'Organization')),
  attribution        TEXT,
  note               TEXT,
  UNIQUE (fact_id, ordinal),
  CHECK ((attributed_to_id IS NULL) = (attributed_to_kind IS NULL)),
  FOREIGN KEY (fact_id, fact_kind) REFERENCES facts (id, kind) ON DELETE CASCADE,
  FOREIGN KEY (attributed_to_id, attributed_to_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX evidence_in_article ON evidence (article_id, id);
CREATE INDEX evidence_attributed_to ON evidence (attributed_to_id);

CREATE TABLE relationships (
  id               INTEGER PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE,
  kind             TEXT NOT NULL CHECK (kind IN (
                     'LEADS', 'COMMANDS', 'HOLDS_OFFICE', 'SPOKESPERSON_OF', 'MEMBER_OF', 'PART_OF', 'EMPLOYED_BY',
                     'REPRESENTS', 'OWNS', 'SUPPORTS', 'OPPOSES', 'ALLIED_WITH', 'FAMILY', 'ASSOCIATE', 'LINKED')),
  source_id        INTEGER NOT NULL,
  source_kind      TEXT NOT NULL CHECK (source_kind IN ('Actor', 'Organization')),
  target_id        INTEGER NOT NULL,
  target_kind      TEXT NOT NULL CHECK (target_kind IN ('Actor', 'Organization')),
  role             TEXT,
  started          TEXT,
  started_earliest TEXT,
  started_latest   TEXT,
  ended            TEXT,
  ended_earliest   TEXT,
  ended_latest     TEXT,
  CHECK (source_id <> target_id),
  CHECK (started_earliest <= started_latest),
  CHECK (ended_earliest <= ended_latest),
  CHECK (started_earliest <= ended_latest),
  FOREIGN KEY (source_id, source_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (target_id, target_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX relationships_of_source ON relationships (source_id, id);
CREATE INDEX relationships_of_target ON relationships (target_id, id);
CREATE INDEX relationships_by_kind ON relationships (kind, id);

CREATE TABLE events (
  id               INTEGER PRIMARY KEY,
  kind             TEXT NOT NULL CHECK (kind IN ('SanctionEvent', 'Incident')),
  title            TEXT NOT NULL,
  summary          TEXT,
  started          TEXT,
  started_earliest TEXT,
  started_latest   TEXT,
  ended            TEXT,
  ended_earliest   TEXT,
  ended_latest     TEXT,
  -- The day to sort by: the first on which it may have begun, else the last, else 9999-12-31.
  sort_day         TEXT NOT NULL,
  place_id         INTEGER REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK (started_earliest <= started_latest),
  CHECK (ended_earliest <= ended_latest),
  CHECK (started_earliest <= ended_latest),
  UNIQUE (id, kind),
  FOREIGN KEY (id, kind) REFERENCES facts (id, kind) ON DELETE CASCADE
) STRICT;
CREATE INDEX events_by_day ON events (sort_day, id);
CREATE INDEX events_by_kind ON events (kind, sort_day, id);
CREATE INDEX events_at_place ON events (place_id, sort_day, id);

CREATE TABLE sanction_events (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL DEFAULT 'SanctionEvent' CHECK (kind = 'SanctionEvent'),
  action         TEXT NOT NULL CHECK (action IN ('PROPOSED', 'BLOCKED', 'IMPOSED', 'AMENDED', 'EASED', 'LIFTED')),
  authority_id   INTEGER,
  authority_kind TEXT CHECK (authority_kind IN ('Actor', 'Organization')),
  programme      TEXT,
  legal_basis    TEXT,
  -- The event that it answers.
  follows_id     INTEGER REFERENCES sanction_events (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK (follows_id <> id),
  CHECK ((authority_id IS NULL) = (authority_kind IS NULL)),
  FOREIGN KEY (id, kind) REFERENCES events (id, kind) ON DELETE CASCADE,
  FOREIGN KEY (authority_id, authority_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX sanction_events_by_action ON sanction_events (action, id);
CREATE INDEX sanction_events_of_authority ON sanction_events (authority_id, id);
CREATE INDEX sanction_events_by_programme ON sanction_events (programme, id);
CREATE INDEX sanction_events_following ON sanction_events (follows_id, id);

CREATE TABLE sanction_measures (
  event_id INTEGER NOT NULL REFERENCES sanction_events (id) ON DELETE CASCADE,
  measure  TEXT NOT NULL CHECK (measure IN ('ASSET_FREEZE', 'TRAVEL_BAN', 'ARMS_EMBARGO', 'TRADE_RESTRICTION', 'OTHER')),
  PRIMARY KEY (event_id, measure)
) STRICT;
CREATE INDEX sanction_measures_by_measure ON sanction_measures (measure, event_id);

CREATE TABLE incidents (
  id         INTEGER PRIMARY KEY,
  event_kind TEXT NOT NULL DEFAULT 'Incident' CHECK (event_kind = 'Incident'),
  kind       TEXT NOT NULL CHECK (kind IN (
               'MILITARY_OPERATION', 'VIOLENCE_AGAINST_CIVILIANS', 'EXECUTION', 'ASSASSINATION_ATTEMPT', 'DISCOVERY',
               'FOREIGN_INTERVENTION', 'BLOCKADE', 'MEETING', 'CALL', 'VISIT', 'CONFERENCE', 'OUTREACH', 'STATEMENT',
               'DECISION', 'OTHER')),
  FOREIGN KEY (id, event_kind) REFERENCES events (id, kind) ON DELETE CASCADE
) STRICT;
CREATE INDEX incidents_by_kind ON incidents (kind, id);

CREATE TABLE participations (
  id         INTEGER PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE,
  event_id   INTEGER NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  party_id   INTEGER NOT NULL,
  party_kind TEXT NOT NULL CHECK (party_kind IN ('Actor', 'Organization')),
  role       TEXT NOT NULL CHECK (role IN (
               'PROPOSER', 'BLOCKER', 'IMPOSER', 'TARGET', 'HOST', 'PARTICIPANT', 'ACCUSED', 'VICTIM', 'INVESTIGATOR',
               'SPEAKER', 'OTHER')),
  UNIQUE (event_id, party_id, role),
  FOREIGN KEY (party_id, party_kind) REFERENCES nodes (id, kind) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX participations_in_event ON participations (event_id, id);
CREATE INDEX participations_of_party ON participations (party_id, role, id);

CREATE TABLE figures (
  id        INTEGER PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE,
  event_id  INTEGER NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  measure   TEXT NOT NULL,
  low       INTEGER CHECK (low >= 0),
  high      INTEGER CHECK (high >= 0),
  qualifier TEXT NOT NULL CHECK (qualifier IN (
              'EXACTLY', 'ABOUT', 'AT_LEAST', 'MORE_THAN', 'AT_MOST', 'DOZENS', 'HUNDREDS', 'THOUSANDS')),
  note      TEXT,
  CHECK (low <= high),
  CHECK ((low IS NULL AND high IS NULL) = (qualifier IN ('DOZENS', 'HUNDREDS', 'THOUSANDS')))
) STRICT;
CREATE INDEX figures_of_event ON figures (event_id, id);
