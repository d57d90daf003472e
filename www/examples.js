/**
 * Links to try. Each is put together here, at run time, with a signature that spells what it is,
 * so that nothing in this file looks like a live secret to a scanner or to a reader.
 *
 * The two incident links carry the parameters that stood in a public repository from 2020 to 2023;
 * their real signatures are left out.
 *
 * @typedef {object} Example
 * @property {string} id
 * @property {(now: Date) => string} link makes the text to read
 */

const ACCOUNT = 'https://contosoexample.blob.core.windows.net';
const INCIDENT = 'https://robustnessws4285631339.blob.core.windows.net/';

/** Two texts of 32 bytes, as long as a real signature; the Base64 of the second holds a plus. */
const FAKE = btoa('not-a-real-signature-for-show-32');
const FAKE_WITH_PLUS = btoa('not-a-real-signature~for-show~32');

/** @type {readonly Example[]} */
export const EXAMPLES = [
  {
    id: 'incident-2020',
    link: () =>
      signed(INCIDENT, {
        sv: '2019-10-10',
        ss: 'b',
        srt: 'sco',
        sp: 'rlx',
        se: '2021-10-05T15:06:23Z',
        st: '2020-06-10T07:06:23Z',
        spr: 'https',
      }),
  },
  {
    id: 'incident-2021',
    link: () =>
      signed(INCIDENT, {
        sv: '2020-08-04',
        ss: 'bfqt',
        srt: 'sco',
        sp: 'rwdlacupitfx',
        se: '2051-10-06T07:09:59Z',
        st: '2021-10-05T23:09:59Z',
        spr: 'https,http',
      }),
  },
  {
    id: 'well-made',
    link: (now) =>
      signed(`${ACCOUNT}/reports/2026/summary.pdf`, {
        sp: 'r',
        st: minutesFrom(now, -15),
        se: minutesFrom(now, 45),
        skoid: 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb',
        sktid: 'cccccccc-3333-4444-5555-dddddddddddd',
        skt: minutesFrom(now, -15),
        ske: minutesFrom(now, 45),
        sks: 'b',
        skv: '2022-11-02',
        spr: 'https',
        sv: '2022-11-02',
        sr: 'b',
      }),
  },
  {
    id: 'policy',
    link: () => signed(`${ACCOUNT}/reports`, { sv: '2022-11-02', si: 'readers', sr: 'c' }),
  },
  { id: 'expired', link: () => signed(`${ACCOUNT}/uploads`, ENDED) },
  {
    id: 'damaged',
    link: () =>
      signed(`${ACCOUNT}/uploads`, { ...ENDED, st: '2025-03-01', se: '2031-03-01' }, FAKE_WITH_PLUS)
        .replaceAll('&', '&amp;')
        .replaceAll('%2B', ' ')
        .replace('&amp;spr', '\n  &amp;spr'),
  },
];

const ENDED = {
  sp: 'rwdl',
  st: '2022-03-01T09:00:00Z',
  se: '2024-03-01T09:00:00Z',
  spr: 'https',
  sv: '2021-12-02',
  sr: 'c',
};

/**
 * @param {string} address
 * @param {Record<string, string>} parameters
 * @param {string} [signature]
 */
function signed(address, parameters, signature = FAKE) {
  const pairs = Object.entries({ ...parameters, sig: signature });
  const query = pairs.map(([name, value]) => `${name}=${escaped(value)}`).join('&');
  return `${address}?${query}`;
}

/**
 * Percent-encodes as Azure's own tools do, which leave colons and commas alone.
 *
 * @param {string} value
 */
function escaped(value) {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/**
 * @param {Date} now
 * @param {number} minutes
 */
function minutesFrom(now, minutes) {
  const moment = new Date(now.getTime() + minutes * 60_000);
  return `${moment.toISOString().slice(0, 19)}Z`;
}
