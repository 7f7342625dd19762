import { afterEach, expect, it, vi } from 'vitest';
import { BridgeBackend } from '../../src/lib/backend/bridge';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
afterEach(() => vi.unstubAllGlobals());

it('calls an operation with the token of the address', async () => {
  const fetch = vi.fn().mockResolvedValue(answer(200, { classes: [], pupils: 0 }));
  vi.stubGlobal('fetch', fetch);
  const bridge = BridgeBackend.fromAddress({ origin: 'http://127.0.0.1:1', hash: '#token=abc' } as Location);
  expect(await bridge.call('classes.list', {})).toEqual({ classes: [], pupils: 0 });
  const [url, request] = fetch.mock.calls[0] as [string, RequestInit];
  expect([url, request.method, request.body]).toEqual(['http://127.0.0.1:1/call/classes.list', 'POST', '{}']);
  expect(new Headers(request.headers).get('x-zhurnal-token')).toBe('abc');
});

it('says what a file is for, and nothing of one that was dropped', async () => {
  const fetch = vi.fn().mockImplementation(() => Promise.resolve(answer(200, { token: 'T', name: 'a.csv' })));
  vi.stubGlobal('fetch', fetch);
  const bridge = new BridgeBackend('', 'abc');
  await bridge.pickSave('rejected', 'a.csv');
  window.dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: { files: { item: () => new File(['x'], 'a.csv') } } }));
  // Every backend of this page hears the drop.
  const asked = () => new Set(fetch.mock.calls.map(([url]) => new URL(String(url), 'http://127.0.0.1:1')).map(({ pathname, search }) => pathname + search));
  await vi.waitFor(() => expect(asked()).toEqual(new Set(['/save?kind=rejected&name=a.csv', '/upload?name=a.csv'])));
});

it('a refusal keeps its code and arguments', async () => {
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(answer(422, { code: 'login-wrong', args: { left: '2' } })));
  const call = new BridgeBackend('', '').call('session.login', { login: 'a', password: 'b' });
  await expect(call).rejects.toMatchObject({ code: 'login-wrong', args: { left: '2' } });
});

it('a bridge that is gone is said so', async () => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('failed')));
  await expect(new BridgeBackend('', '').call('app.state', {})).rejects.toMatchObject({ code: 'window-no-answer' });
});
