const form =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:[.,]\d+)?(?:Z|[+-](?<zoneHour>\d\d):(?<zoneMinute>\d\d))$/;

/**
 * isRfc3339 tells whether Go reads `text` as a time with the layout time.RFC3339. As Go's parser does, it
 * takes an hour of one digit, a comma before the fraction, and zones of up to 24 hours (time.Parse and
 * Time.UnmarshalJSON).
 */
export function isRfc3339(text: string): boolean {
  const groups = form.exec(text)?.groups;
  if (groups === undefined) return false;
  const number = (name: string) => Number(groups[name] ?? 0);
  const [month, day] = [number('month'), number('day')];
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(month, number('year')) &&
    number('hour') < 24 &&
    number('minute') < 60 &&
    number('second') < 60 &&
    number('zoneHour') <= 24 &&
    number('zoneMinute') <= 60
  );
}

function daysIn(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
