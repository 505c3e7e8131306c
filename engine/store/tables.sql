-- The tables of a store (saitaku audit --store FILE). The file is SQLite 3; read it with any program that reads those:
--
--   sqlite3 -header -column audit.sqlite "SELECT * FROM finding_list WHERE run = (SELECT max(number) FROM runs WHERE finished)"
--   SELECT code, count(*) FROM findings WHERE run = 3 AND outcome = 'fail' GROUP BY code ORDER BY 2 DESC;
--   SELECT institution, verdict, count(*) FROM applications WHERE run = 3 GROUP BY 1, 2;
--
-- Only runs with finished = 1 are complete. The program marks its files with application_id 1396787540 ("SAIT") and
-- numbers the shape of the tables in user_version; a file of a later version is left alone.
--
-- To make a file small again (no audit may be running; foreign keys must be on for the first line):
--
--   PRAGMA foreign_keys = ON; DELETE FROM runs WHERE number < 3;  -- old runs with all they hold
--   DELETE FROM results;                                          -- what later audits reuse: only costs them time
--   VACUUM;
--
-- While an audit runs, and after one that was killed, audit.sqlite-wal and audit.sqlite-shm belong to the file: never
-- delete them, and copy them with it. Keep stores on a local disk: SQLite's locks do not hold on network shares.

-- One audit. `number` is never given again; `audit diff audit.sqlite#3` names run 3.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  finished INTEGER NOT NULL DEFAULT 0,  -- 0: going on, or interrupted; --resume goes on with it
  sitting INTEGER NOT NULL DEFAULT 1,   -- how many times it was begun and resumed
  what BLOB NOT NULL,                   -- digest of what was asked: only the same question is resumed
  call TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  pack_edition TEXT NOT NULL,
  pack_hash TEXT NOT NULL,              -- SHA-256 of the files that make the rule pack
  program_version TEXT NOT NULL,
  language TEXT NOT NULL,               -- of all texts of the run: ja, en
  arguments TEXT NOT NULL,              -- the paths as given, a JSON array
  baseline TEXT,                        -- the file of --baseline
  -- The summary, once it is finished.
  files INTEGER, files_read INTEGER, files_reused INTEGER, files_unreadable INTEGER, files_skipped INTEGER,
  unreadable_records INTEGER,           -- lines, rows, items and whole files
  bytes INTEGER,
  applications INTEGER, eligible INTEGER, ineligible INTEGER, undetermined INTEGER,
  errors INTEGER, warnings INTEGER, advice INTEGER, unknown INTEGER, known INTEGER
);
CREATE INDEX runs_by_what ON runs (what);

-- The rules that judged, in the pack's order.
CREATE TABLE rules (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,               -- error, warning, advice
  status TEXT NOT NULL,                 -- official, announced, assumed
  over_batch INTEGER NOT NULL,          -- 1: over all applications of the audit
  title TEXT NOT NULL,
  digest TEXT NOT NULL,                 -- of what the rule decides: audits are compared where it is the same
  fail INTEGER, unknown INTEGER, known INTEGER,  -- applications, once the run is finished
  PRIMARY KEY (run, position),
  UNIQUE (run, code)
) WITHOUT ROWID;

-- Files that something was found in, or that were passed over.
CREATE TABLE files (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL,                  -- read, unreadable (nothing in it could be read), skipped
  reason TEXT,                          -- why it was skipped
  PRIMARY KEY (run, number)
) WITHOUT ROWID;

CREATE TABLE applications (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  number INTEGER NOT NULL,              -- from 1, in the order of the audit
  file INTEGER NOT NULL,                -- its number in files
  line INTEGER,                         -- or row; NULL: the file is one application
  byte INTEGER,                         -- where it begins in the file
  name TEXT NOT NULL,                   -- its id, or where it stands
  id TEXT,
  institution TEXT,
  verdict TEXT NOT NULL,                -- eligible, ineligible, undetermined
  errors INTEGER NOT NULL, warnings INTEGER NOT NULL, advice INTEGER NOT NULL, unknown INTEGER NOT NULL,
  notes TEXT,                           -- of reading it: a JSON array of sentences
  PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- Rules that failed or stayed open.
CREATE TABLE findings (
  run INTEGER NOT NULL,
  application INTEGER NOT NULL,
  rule INTEGER NOT NULL,                -- its position in rules
  code TEXT NOT NULL,
  outcome TEXT NOT NULL,                -- fail, unknown
  fingerprint TEXT NOT NULL,            -- the same in another run, whatever the file or row
  message TEXT NOT NULL,
  fix TEXT NOT NULL,
  fields TEXT NOT NULL,                 -- JSON pointers, a JSON array; as `missing`
  missing TEXT NOT NULL,
  others TEXT,                          -- names of the other applications, a JSON array; rules over the batch only
  sheet TEXT, cell TEXT,                -- of workbooks
  known_reason TEXT, known_until TEXT,  -- accepted by the baseline
  PRIMARY KEY (run, application, rule),
  FOREIGN KEY (run, application) REFERENCES applications (run, number) ON DELETE CASCADE
) WITHOUT ROWID;

-- Files, lines, rows and items that no application could be made of.
CREATE TABLE unreadable (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  file INTEGER NOT NULL,
  line INTEGER, byte INTEGER,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  fix TEXT NOT NULL,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;

-- What an audit has read and judged so far, piece by piece, for itself when it is resumed and for later ones. `key` is
-- the SHA-256 of everything that the result depends on; `result` is for the program alone.
CREATE TABLE results (
  number INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,  -- that made it
  result BLOB NOT NULL,
  UNIQUE (key, run)
);
CREATE INDEX results_by_run ON results (run);

-- Findings with what people ask of them.
CREATE VIEW finding_list AS
SELECT findings.run, files.path AS file, applications.line, applications.name AS application, applications.institution,
       applications.verdict, findings.code, rules.severity, findings.outcome, rules.title, findings.message,
       findings.fix, findings.sheet, findings.cell, findings.known_reason, findings.known_until, findings.fingerprint
FROM findings
JOIN applications ON applications.run = findings.run AND applications.number = findings.application
JOIN files ON files.run = applications.run AND files.number = applications.file
JOIN rules ON rules.run = findings.run AND rules.position = findings.rule;
