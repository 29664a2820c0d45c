/** What the client does once it has written: most wait for the server to end the connection. */
type Afterwards = 'waits' | 'half-closes' | 'leaves' | 'resets'

export interface Form {
  readonly what: string
  readonly bytes: string
  /** Of the first answer; null where there may be none, `root` where it is that of `/`: a page, once there is a built one. */
  readonly status: number | 'root' | null
  readonly afterwards: Afterwards
}

const host = 'Host: 127.0.0.1'
const origin = 'Origin: http://127.0.0.1'
const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket'
const version = 'Sec-WebSocket-Version: 13'
const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
const channel = 'GET /api/v1/realtime HTTP/1.1'
const close = 'Connection: close'
const json = 'Content-Type: application/json'

const request = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`
/** All that a handshake needs but a session, at the address of a request line. */
const handshake = (line: string, ...more: string[]): string =>
  request(line, host, origin, upgrade, version, key, ...more)
const at = (address: string): string => handshake(`GET ${address} HTTP/1.1`)

const form = (
  what: string,
  bytes: string,
  status: Form['status'],
  afterwards: Afterwards = 'waits',
): Form => ({
  what,
  bytes,
  status,
  afterwards,
})

/** Requests that get no WebSocket, each malformed in its own way. */
export const malformedRequests: readonly Form[] = [
  form('half of a surrogate pair', at('/%ED%A0%80'), 400),
  form('no hexadecimal digits', at('/%zz'), 400),
  form('the same within the API', at('/api/v1/%zz'), 400),
  form('the same behind the channel', at('/api/v1/realtime/%zz'), 400),
  form('the same in absolute form', at('http://127.0.0.1/%zz'), 400),
  form('an address of another scheme', at('ftp://x/y'), 404),
  form('the server as a whole', at('*'), 'root'),
  form('the options of the server as a whole', handshake('OPTIONS * HTTP/1.1'), 404),
  form('no method that exists', handshake('PROPFIND /%zz HTTP/1.1'), 400),
  form('a parameter that is too long', at(`/c/${'x'.repeat(300)}`), 404),
  form('the channel with a slash', at('/api/v1/realtime/'), 404),
  form('the channel in other letters', at('/api/v1/%72ealtime'), 401),
  form('the channel in absolute form', at('http://127.0.0.1/api/v1/realtime'), 401),
  form('an address of the API', at('/api/v1/me'), 401),
  form('an address that answers everyone', at('/healthz'), 200),
  form('an address that does not exist', at('/nothing'), 404),
  form('no session', at('/api/v1/realtime'), 401),
  form('no session, and a query', at('/api/v1/realtime?%zz'), 401),
  form('a foreign origin', request(channel, host, 'Origin: http://x', upgrade, version, key), 403),
  form('no origin', request(channel, host, upgrade, version, key), 403),
  form('no key', request(channel, host, origin, upgrade, version), 401),
  form('a key that is none', request(channel, host, origin, upgrade, version, 'Sec-WebSocket-Key: x'), 401),
  form('no version', request(channel, host, origin, upgrade, key), 401),
  form('no subprotocol', handshake(channel, 'Sec-WebSocket-Protocol: ,,'), 401),
  form('two protocols', request(channel, host, origin, `${upgrade}, h2c`, version, key), 401),
  form('HTTP/2', request('GET /healthz HTTP/1.1', host, 'Connection: Upgrade', 'Upgrade: h2c'), 200),
  form('TLS', request('GET /%zz HTTP/1.1', host, 'Connection: Upgrade', 'Upgrade: TLS/1.0'), 400),
  form('HTTP/1.0', handshake('GET /api/v1/realtime HTTP/1.0'), 401),
  form('HTTP/1.0 and no hexadecimal digits', handshake('GET /%zz HTTP/1.0'), 400),
  form('HEAD', handshake('HEAD /api/v1/realtime HTTP/1.1'), 401),
  form('TRACE', handshake('TRACE /api/v1/realtime HTTP/1.1'), 405),
  form('CONNECT', handshake('CONNECT 127.0.0.1:80 HTTP/1.1'), null),
  form('POST and a body', `${handshake('POST /%zz HTTP/1.1', json, 'Content-Length: 2')}{}`, 400),
  form(
    'POST and half a body',
    handshake('POST /nothing HTTP/1.1', json, 'Content-Length: 9'),
    null,
    'leaves',
  ),
  form('a body', `${handshake(channel, 'Content-Length: 5')}hello`, 401),
  form('half a body', `${handshake(channel, 'Content-Length: 50')}hello`, 401),
  form('a body in chunks', `${handshake(channel, 'Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`, 401),
  form('behind another request', request('GET /healthz HTTP/1.1', host) + at('/api/v1/realtime'), 200),
  form('before another request', at('/%zz') + request('GET /healthz HTTP/1.1', host), 400),
  form('before another handshake', at('/api/v1/realtime') + at('/api/v1/realtime'), 401),
  form('two hosts', handshake(channel, 'Host: example.org'), 400),
  form('no host', request(channel, origin, upgrade, version, key), 400),
  form('an expectation nobody knows', request('GET /%zz HTTP/1.1', host, close, 'Expect: x'), 400),
  form('a client that says no more', at('/api/v1/realtime'), 401, 'half-closes'),
  form('half a head', `${channel}\r\n${host}\r\n`, 400, 'half-closes'),
  form('a client that has gone', at('/api/v1/realtime'), null, 'leaves'),
  form('a client that has reset', at('/%zz'), null, 'resets'),
  form('a client that has reset the channel', at('/api/v1/realtime'), null, 'resets'),
  form('no request', 'nonsense\r\n\r\n', 400),
  form('the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
  form('a head that is too long', handshake('GET / HTTP/1.1', `X: ${'y'.repeat(17_000)}`), 413),
]
