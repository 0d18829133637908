/** Bar is one bar of a chart. */
export interface Bar {
  readonly label: string;
  /** 1 is what it is compared with. */
  readonly ratio: number;
  /** What is aimed at, where there is such a thing. */
  readonly target?: number;
}

/** BarGroup is a heading with its bars. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const width = 760;
const labelWidth = 190;
const rowHeight = 24;
const titleHeight = 34;
const plotWidth = width - labelWidth - 70;

/**
 * ratioChart draws ratios as horizontal bars, with a line at 1 and a mark at each target, as an SVG that can be
 * read on light and on dark pages.
 */
export function ratioChart(groups: readonly BarGroup[]): string {
  const largest = Math.max(1.2, ...groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio)));
  const scale = (ratio: number): number => labelWidth + (plotWidth * ratio) / largest;
  const parts: string[] = [];
  let y = 8;
  for (const { title, bars } of groups) {
    parts.push(text(0, y + 18, title, 'title'));
    y += titleHeight;
    for (const bar of bars) {
      parts.push(...barAt(y, bar, scale));
      y += rowHeight;
    }
  }
  const height = y + 30;
  const one = scale(1);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>Ratios to actions/setup-go, less is better</title>',
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="6"/>`,
    ...parts,
    `<line class="one" x1="${px(one)}" x2="${px(one)}" y1="8" y2="${y}"/>`,
    text(one, y + 18, 'setup-go = 1', 'axis'),
    '</svg>',
  ].join('\n')}\n`;
}

function barAt(y: number, { label, ratio, target }: Bar, scale: (ratio: number) => number): string[] {
  const start = scale(0);
  const kind = target === undefined || ratio <= target ? 'good' : 'missed';
  const mark =
    target === undefined
      ? []
      : [
          `<line class="target" x1="${px(scale(target))}" x2="${px(scale(target))}" y1="${y}" y2="${y + 18}"/>`,
        ];
  return [
    text(labelWidth - 8, y + 13, label, 'label'),
    `<rect class="${kind}" x="${px(start)}" y="${y + 1}" width="${px(scale(ratio) - start)}" height="16" rx="2"/>`,
    ...mark,
    text(scale(Math.max(ratio, target ?? 0)) + 6, y + 13, ratio.toFixed(2), 'value'),
  ];
}

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 13px; }
  .label { text-anchor: end; }
  .axis { text-anchor: middle; fill: #59636e; }
  .page { fill: #ffffff; }
  .good { fill: #2a78d6; }
  .missed { fill: #c2410c; }
  .one { stroke: #59636e; stroke-dasharray: 3 3; }
  .target { stroke: #1f2328; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .axis { fill: #9198a1; }
    .page { fill: #0d1117; }
    .good { fill: #58a6ff; }
    .missed { fill: #f0883e; }
    .one { stroke: #9198a1; }
    .target { stroke: #e6edf3; }
  }
`;

function text(x: number, y: number, content: string, kind: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text class="${kind}" x="${px(x)}" y="${y}">${escaped}</text>`;
}

function px(number: number): string {
  return String(Math.round(number * 10) / 10);
}
