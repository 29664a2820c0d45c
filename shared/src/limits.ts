// Every length, size and rate that the wire knows; lengths count Unicode code points. A client carries only those it uses.

/** What may be sent of a text that may have so many characters when it is stored: NFC makes one of up to four. */
export const rawMax = (storedMax: number): number => 4 * storedMax
export const usernameMin = 3
export const usernameMax = 32
export const passwordMin = 10
/** Longer ones would buy a denial of service (hashing) rather than strength. */
export const passwordMax = 256
/** Of `passwordStrength`: more than a million guesses. */
export const passwordScoreMin = 2
export const displayNameMax = 64
export const instanceNameMax = 64
export const instanceWelcomeMax = 300
export const bioMax = 1_000
export const pronounsMax = 32
export const statusTextMax = 100
export const placeNameMax = 100
export const messageMax = 8_000
/** Different emoji on one message; what was moved here may have more. */
export const reactionKindsMax = 20
/** Of one person on one message, so that nobody alone takes all kinds. */
export const ownReactionsMax = 5
export const reactionsPerTenSecondsMax = 40
/** A device saves one after a pause of typing. */
export const draftsPerTenSecondsMax = 40
/** Earlier ones of an edited message: the first, and the latest others. */
export const statesMax = 50
/** Of one conversation. */
export const pinsMax = 100
/** Of one person. */
export const savedMax = 1_000
/** Of one person, waiting or not sent. */
export const scheduledMax = 100
/** A day, a week, and 30 days: after so long messages disappear where that is wanted. */
export const expireAfterSeconds = [86_400, 604_800, 2_592_000] as const
/** How far ahead a message is scheduled. */
export const scheduledAheadMsMin = 60 * 1_000
export const scheduledAheadMsMax = 366 * 24 * 60 * 60 * 1_000
/** How far ahead the end of a silence is. */
export const silenceAheadMsMax = 366 * 24 * 60 * 60 * 1_000
/** Of one person. */
export const draftsMax = 500
/** Names in one message that mention somebody; further ones are text. */
export const mentionsMax = 50
/** To how many conversations a client forwards at a time. */
export const forwardTargetsMax = 10
/** Of one message. */
export const attachmentsMax = 10
/** In UTF-8, which is what file systems count. */
export const fileNameBytesMax = 255
/** Of the name's header: each byte may be three characters, and a name that is too long is cut here. */
export const fileNameHeaderMax = 3_000
/** A picture's preview fits into this. */
export const previewWidth = 960
export const previewHeight = 400
/** Of a recording: how loud it is, from its beginning to its end. */
export const wavePointsMax = 100
export const wavePointMax = 100
/** How long the client records; other programs may send longer ones. */
export const voiceMsMax = 15 * 60 * 1_000
export const durationMsMax = 24 * 60 * 60 * 1_000
/** Of a picture of a person or a group, as it is sent. */
export const pictureBytesMax = 8 * 1024 * 1024
export const groupNameMax = 80
export const groupTopicMax = 500
export const groupDescriptionMax = 2_000
export const groupMembersMax = 10_000
/** How many people one request may add to a group. */
export const addMembersMax = 100
/** Bounds the list of conversations, which one request returns whole. */
export const conversationsPerUserMax = 1_000
/** Of these, so many are left to direct conversations: one is put into groups without being asked. */
export const conversationsKeptForDirect = 200
/** Every device of a person keeps the list, and every count of what is unread leaves these out. */
export const blocksPerUserMax = 1_000
/** Open at a time. To who has so many, no further one comes. */
export const invitationsPerUserMax = 100
/** Who joins by an invitation link uses it once; it may also be for any number. */
export const linkUsesMax = 100
export const linkHoursMax = 366 * 24
export const linkHoursDefault = 7 * 24
export const linkNoteMax = 100
/** Of one group. */
export const bansMax = 1_000
export const banReasonMax = 200
/** With what one asks to join a group. */
export const joinSentenceMax = 300
/** So many of those who decide about it are told at once; the others see it when they look. */
export const decidersToldMax = 100
/** So many of those who asked are told that nobody can any more. */
export const askersToldMax = 1_000
export const searchMax = 64
/** Of what messages are searched by: some words, and filters with names and days. */
export const searchQueryMax = 200
/** What is found in one message is told so often. */
export const searchRangesMax = 100
export const pageDefault = 50
export const pageMax = 200
export const idsPerRequestMax = 100
/** Unread is counted up to here and shown as '99+'. */
export const unreadMax = 100
export const sessionsPerUserMax = 50
/** Those that have expired count for as long as they are listed. */
export const tokensPerUserMax = 50
export const tokenNameMax = 64
export const tokenDaysMax = 366
export const tokenDaysDefault = 90
/** People whose presence one connection may watch at a time. */
export const watchMax = 200
/** One frame from a client, 192 KiB; a larger one is answered with an error. A character is four of six bytes when it is taken apart, in ASCII alone; the rest is for keys and ids. */
export const frameBytesMax = rawMax(messageMax) * 6 + 4_608
/** What is larger than this is not even received: it closes the connection with 1009. */
export const frameBytesReceivedMax = 256 * 1024
export const bodyBytesMax = 64 * 1024
/** A body with a message's text, which is longer than all that any other operation takes. */
export const messageBodyBytesMax = frameBytesMax
/** Unsent bytes after which a connection that reads too slowly is closed; it resumes by rev. */
export const unsentBytesMax = 1024 * 1024
/** Frames one account may send in ten seconds, over all its connections, before they are closed. */
export const framesPerTenSecondsMax = 600
/** People whose presence one account may ask for: each is looked up. Twenty windows that come back ask for 4,000. */
export const watchedPerTenSecondsMax = 12_000
/** Each enters all rooms of the account. All its connections may come back at once, and again. */
export const connectsPerTenSecondsMax = 60
/** The list of all one's conversations, of which there may be a thousand. Each connection asks for it once. */
export const listsPerTenSecondsMax = 30
/** Each may read for as long as a search may take, of which there is one at a time. Who types asks a few times a second. */
export const searchesPerTenSecondsMax = 40
export const uploadsPerTenSecondsMax = 100
/** Of one account, at one instance. */
export const uploadsAtOnceMax = 20
/** Each holds some buffers for as long as its sender takes. */
export const uploadsPerInstanceMax = 200
/** What an account's frames and requests may be multiplied to, on the average, by those who are online. */
export const deliveriesPerFrameMax = 400
export const socketsPerUserMax = 20
/** A whole school may share one address, and many have two devices. */
export const socketsPerAddressMax = 5_000
/** They take about a gigabyte and a half, which is where one process should end. */
export const socketsPerInstanceMax = 50_000
export const typingEveryMs = 3_000
/** A conversation is told who types at most so often, of all of them at once. */
export const typingToldEveryMs = 1_500
/** One frame names so many of them; a screen shows fewer. */
export const typistsMax = 20
/** Where more are online nobody is told: everyone would tell everyone, and nobody could read it. */
export const typingOnlineMax = 100
export const typingShownMs = 6_000
export const heartbeatIntervalMs = 15_000
/** Silence after which either side takes the connection for dead: three heartbeats. */
export const deadAfterMs = 45_000
