import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/go/rfc3339.ts
var form = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:[.,]\d+)?(?:Z|[+-](?<zoneHour>\d\d):(?<zoneMinute>\d\d))$/;
function isRfc3339(text) {
  const groups = form.exec(text)?.groups;
  if (groups === void 0) return false;
  const number = (name) => Number(groups[name] ?? 0);
  const [month, day] = [number("month"), number("day")];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, number("year")) && number("hour") < 24 && number("minute") < 60 && number("second") < 60 && number("zoneHour") <= 24 && number("zoneMinute") <= 60;
}
function daysIn(month, year) {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export {
  isRfc3339
};
