/** The session cookie of a reply, as a Cookie header carries it; what names the device is left out. */
export const cookieOf = (setCookie: string | string[] | undefined): string =>
  [setCookie ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .find((cookie) => !cookie.includes('-device=')) ?? ''
