/** Records that only report progress. */
const informational =
  /^(?:-> |go: (?:downloading|extracting|finding|no module dependencies|added|upgraded|downgraded|removed|warning:) ?)/;

/**
 * The beginning of a new record; any other line belongs to the record before it (`go: …` with indented
 * lines).
 */
const beginning = /^(?:go: |verifying |malformed go\.(?:work\.)?sum|-> |\S+\.go:\d+:\d+: |#)/;

/**
 * splitRecords splits what the go command wrote to standard error into its messages, one per failure, each
 * with all its lines. Messages that report no failure are left out.
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
