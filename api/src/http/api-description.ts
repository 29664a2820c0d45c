/** In reading order. */
export const tags = [
  { name: 'Account', description: 'Registering, changing the password, deleting the account.' },
  { name: 'Session', description: 'Signing in and out.' },
  { name: 'Me', description: 'One’s own profile, sessions and activity.' },
  {
    name: 'Access tokens',
    description: 'By which programs act in one’s name, as far as their scope allows.',
  },
  { name: 'Blocks', description: 'Whom one has shut off from oneself.' },
  { name: 'People', description: 'Finding people and reading their profiles.' },
  { name: 'Conversations', description: 'Direct conversations, groups, and the list of one’s own.' },
  { name: 'Members', description: 'Who is in a group, and one’s own place in it.' },
  { name: 'Invitations', description: 'To groups whose owner may not add one at once.' },
  { name: 'Messages', description: 'Sending, reading, editing and deleting, and catching up.' },
  { name: 'Realtime', description: 'The WebSocket on which everything new arrives.' },
  { name: 'Operations', description: 'For whatever watches over the process.' },
] as const

const paragraphs = [
  `The API of a Parley chat server.`,
  `**Signing in.** \`POST /api/v1/accounts\` registers and \`POST /api/v1/session\` signs in; both set a session cookie, which every other request carries, and a device cookie (\`parley-device\`, or \`__Host-parley-device\` over https) that is worth keeping after signing out: whoever sends it when signing in again does not wait for what others guessed. Requests that change something are refused unless their \`Origin\` header is this server's own or on its list of allowed origins.`,
  `**Access tokens.** A program sends one as \`Authorization: Bearer parley_…\` instead of a cookie; no \`Origin\` is asked for then. Each operation names the scope that it needs.`,
  `**Sending exactly once.** Whoever sends a message chooses a \`clientId\` (a UUID) for it and keeps it across retries. However often it is sent, over REST or over the socket, it is stored once, and every answer is the same.`,
  `**Order.** In a conversation every message has a \`seq\`: 1, 2, 3, … without holes. Every change (a new message, an edit, a deletion) takes the conversation's next \`rev\`. A client that was away asks for the changes after its own rev and is whole again.`,
  `**Refusals** are problem details (RFC 9457, \`application/problem+json\`) with a \`code\` that stays the same between versions; decide by it. A 429 or 503 says in \`Retry-After\` how many seconds to wait.`,
  `**Lists** come in pages: \`nextCursor\` of one page is the \`cursor\` of the next; it is null on the last.`,
]

export const description = paragraphs.join('\n\n')
