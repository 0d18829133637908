/** Records that only say what goes on. */
const informational =
  /^(?:-> |go: (?:downloading|extracting|finding|no module dependencies|added|upgraded|downgraded|removed|warning:) ?)/;

/** What begins a new record; anything else belongs to the one before it (shape: `go: …` with its indented lines). */
const beginning = /^(?:go: |verifying |malformed go\.(?:work\.)?sum|-> |\S+\.go:\d+:\d+: |#)/;

/**
 * splitRecords takes what the go command wrote to standard error apart into its messages, one for each failure, each
 * with all its lines. Messages that tell of no failure are left out.
 */
export function splitRecords(stderr: string): string[] {
  const records: string[] = [];
  for (const line of stderr.split(/\r?\n/)) {
    const last = records.length - 1;
    if (last < 0 || beginning.test(line)) records.push(line);
    else records[last] += `\n${line}`;
  }
  return records
    .map((record) => record.trim())
    .filter((record) => record !== '' && !informational.test(record));
}
