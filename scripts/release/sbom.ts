/** The software bill of materials of `dist/`, as CycloneDX 1.6 in JSON. The same bundle gives the same text. */
import { createHash } from 'node:crypto';
import type { BundledPackage } from '../bundled-packages.ts';

/** LockedPackages is the part of package-lock.json that holds the checksum of each package, by its folder. */
export type LockedPackages = Readonly<Record<string, { readonly integrity?: string }>>;

/** Released is what is described. */
export interface Released {
  readonly version: string;
  /** As in `2026-11-28`; undefined before there is a release. */
  readonly date: string | undefined;
  readonly author: string;
  readonly homepage: string;
}

/** sbom lists what is in the bundle of a release, each with its license, its address and its checksum. */
export function sbom(
  { version, date, author, homepage }: Released,
  packages: readonly BundledPackage[],
  locked: LockedPackages,
): string {
  const own = `pkg:npm/go-mod-download@${version}`;
  const components = packages.map((bundled) => component(bundled, locked[bundled.folder]?.integrity));
  const refs = components.map((each) => each['bom-ref']);
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      ...(date === undefined ? {} : { timestamp: `${date}T00:00:00Z` }),
      manufacturer: { name: author, url: [homepage] },
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'go-mod-download',
        version,
        licenses: [{ license: { id: 'MIT' } }],
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: refs }, ...refs.map((ref) => ({ ref, dependsOn: [] }))],
  };
  const { bomFormat, specVersion, ...rest } = document;
  const numbered = { bomFormat, specVersion, serialNumber: serialNumberOf(document), ...rest };
  return `${JSON.stringify(numbered, undefined, 2)}\n`;
}

/** A UUID that the content decides (RFC 9562, version 8), so that the same bundle keeps its number. */
function serialNumberOf(document: object): string {
  const bytes = createHash('sha256').update(JSON.stringify(document)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

/** A package can be there twice in one version, so that its folder has to tell which it is. */
function component({ name, version, license = '', folder }: BundledPackage, integrity: string | undefined) {
  const [scope, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const address = `${scope === undefined ? '' : `${encodeURIComponent(scope)}/`}${plain}@${version}`;
  const nested = folder.lastIndexOf('node_modules/') > 0 ? `#${folder}` : '';
  return {
    type: 'library',
    'bom-ref': `pkg:npm/${name}@${version}${nested}`,
    ...(scope === undefined ? {} : { group: scope }),
    name: plain,
    version,
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
    licenses: /[ (]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }],
    purl: `pkg:npm/${address}`,
  };
}

/** npm's checksums are subresource integrity: the name of the algorithm, a dash and base64. */
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-', 2);
  return {
    alg: algorithm.replace(/^sha/, 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}
