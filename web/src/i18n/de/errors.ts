import type { again as englishAgain, errors as english } from '../en/errors.ts'
import { count } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100) return count(seconds, { one: 'einer Sekunde', other: '# Sekunden' })
  return seconds < 100 * 60
    ? count(Math.ceil(seconds / 60), { one: 'einer Minute', other: '# Minuten' })
    : count(Math.ceil(seconds / 3_600), { one: 'einer Stunde', other: '# Stunden' })
}

export const again: typeof englishAgain = (seconds) =>
  seconds === null
    ? 'Warte eine Weile und versuch es dann noch einmal.'
    : `Versuch es in ${spanOf(seconds)} noch einmal.`

const general = 'Das hat nicht geklappt. Bitte versuch es noch einmal.'

export const errors: typeof english = {
  invalid_request: 'Etwas davon hat nicht die richtige Form.',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'Diese Adresse ist nur für die Echtzeitverbindung da.',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'Diese Adresse darf diesen Server nicht verwenden.',
  text_invalid: 'Etwas davon lässt sich nicht senden: ein Zeichen, das niemand sehen kann.',
  username_invalid:
    'Nimm 3 bis 32 der unten genannten Zeichen, darunter mindestens einen Buchstaben oder eine Ziffer.',
  name_invalid: 'Ein Name braucht mindestens ein sichtbares Zeichen.',
  password_too_short: 'Nimm mindestens 10 Zeichen.',
  password_too_long: 'Nimm höchstens 256 Zeichen.',
  password_too_common: 'Dieses Passwort ist zu leicht zu erraten. Nimm ein anderes.',
  password_weak: 'Dieses Passwort ist zu leicht zu erraten. Nimm noch ein oder zwei Wörter dazu.',
  time_zone_unknown: 'Diese Zeitzone ist nicht bekannt.',
  country_unknown: 'Dieses Land ist nicht bekannt.',
  message_empty: 'Eine Nachricht braucht mindestens ein sichtbares Zeichen.',
  message_too_long: 'Eine Nachricht darf höchstens 8.000 Zeichen haben.',
  reply_not_found: 'Die Nachricht, auf die du antwortest, gibt es hier nicht mehr.',
  schedule_time_invalid:
    'Wähle eine Zeit, die mindestens eine Minute und höchstens ein Jahr von jetzt entfernt ist.',
  emoji_unknown: 'Das ist kein einzelnes Emoji.',
  search_too_short: 'Gib mindestens einen Buchstaben oder eine Ziffer ein.',
  not_signed_in: 'Du bist abgemeldet. Melde dich an, um weiterzumachen.',
  credentials_wrong: 'Der Benutzername oder das Passwort stimmt nicht.',
  password_wrong: 'Das ist nicht dein aktuelles Passwort.',
  not_owner: 'Das darf nur, wer die Gruppe leitet.',
  silenced: 'Du hast hier eine Schreibpause und kannst eine Zeit lang nicht schreiben.',
  silence_end_invalid: 'Wähle ein Ende innerhalb eines Jahres.',
  not_moderator: 'Das darf nur, wer die Gruppe leitet oder moderiert.',
  announcements_only: 'In dieser Gruppe schreibt nur, wer sie leitet oder moderiert.',
  not_author: 'Eine Nachricht ändern darf nur, wer sie geschrieben hat.',
  not_a_group: 'Das geht nur in Gruppen.',
  user_not_found: 'Diese Person war nicht zu finden.',
  session_not_found: 'Diese Sitzung ist schon beendet.',
  token_not_found: 'Dieses Token war schon widerrufen.',
  conversation_not_found: 'Dieses Gespräch gibt es nicht, oder du bist nicht darin.',
  message_not_found: 'Diese Nachricht gibt es nicht.',
  scheduled_not_found: 'Diese geplante Nachricht gibt es nicht mehr.',
  member_not_found: 'Diese Person ist nicht mehr in der Gruppe.',
  not_available: 'Diese Person ist nicht erreichbar.',
  blocked_by_you: 'Du hast diese Person blockiert. Hebe das zuerst auf.',
  closed_by_you: 'Du hast dieses Gespräch geschlossen. Öffne es zuerst wieder.',
  mute_end_invalid: 'Wähle eine Zeit, die noch kommt.',
  not_direct: 'Das geht nur in Gesprächen zu zweit.',
  invitation_not_found: 'Diese Einladung wurde zurückgezogen.',
  invitation_link_not_found: 'Dieser Einladungslink gilt nicht oder nicht mehr. Bitte um einen neuen.',
  invitation_needed:
    'Hier meldet man sich mit einem Einladungslink an. Bitte jemanden darum, der schon hier ist.',
  registration_closed: 'Dieser Server nimmt zurzeit keine neuen Konten an.',
  not_yourself: general,
  too_many_tokens: 'Mehr Token kannst du nicht haben. Widerrufe zuerst eines.',
  too_many_blocked: 'Mehr Leute kannst du nicht blockieren.',
  username_taken: 'Dieser Benutzername ist vergeben. Versuch einen anderen.',
  username_reserved: 'Dieser Benutzername ist reserviert. Versuch einen anderen.',
  client_id_reused: general,
  message_deleted: 'Diese Nachricht wurde gelöscht.',
  message_edited:
    'Die Nachricht wurde inzwischen bearbeitet. Sieh nach, was jetzt darin steht, und bearbeite das.',
  message_forwarded: 'Weitergeleitetes sind die Worte anderer und lässt sich nicht bearbeiten.',
  forward_not_found: 'Die Nachricht ist nicht mehr da oder kann nicht weitergeleitet werden.',
  no_reactions_here: 'Darauf kann niemand reagieren.',
  no_pins_here: 'Das kann niemand anheften.',
  too_many_pins: 'Hier sind so viele Nachrichten angeheftet, wie es geht. Löse zuerst eine.',
  too_many_saved: 'Du hast so viele Nachrichten gemerkt, wie es geht. Entferne zuerst eine.',
  scheduled_sent: 'Diese Nachricht wurde schon gesendet.',
  too_many_scheduled: 'Du hast so viele Nachrichten geplant, wie es geht. Sende oder lösche zuerst eine.',
  draft_outdated: 'Ein anderes Gerät hat einen neueren Entwurf. Beide bleiben erhalten.',
  too_many_drafts: 'Mehr Entwürfe kannst du nicht haben. Sende oder entferne zuerst einen.',
  too_many_reaction_kinds: 'Diese Nachricht hat schon so viele verschiedene Reaktionen, wie sie haben kann.',
  too_many_own_reactions: 'Du hast auf diese Nachricht schon so oft reagiert, wie es geht.',
  owner_must_hand_over: 'Übergib die Gruppe jemand anderem oder schließe sie, bevor du gehst.',
  group_full: 'Die Gruppe ist voll.',
  too_many_bans: 'Es sind so viele Personen ausgesperrt wie möglich. Hebe zuerst eine Sperre auf.',
  too_many_conversations: 'Das sind mehr Gespräche, als jemand haben kann.',
  digest_mismatch: general,
  picture_invalid:
    'Das lässt sich nicht als Bild lesen. Wähle ein JPEG, PNG, GIF, WebP, AVIF oder TIFF mit bis zu 50 Megapixeln.',
  picture_not_found: 'Dieses Bild ist nicht mehr da.',
  pictures_unavailable: 'Dieser Server kann keine Bilder annehmen.',
  file_not_found: 'Diese Datei ist nicht mehr da.',
  file_taken: 'Diese Datei wurde schon gesendet.',
  files_full:
    'Deine Dateien brauchen so viel Platz, wie eine Person haben kann. Lösche erst Nachrichten mit Dateien.',
  file_too_large: 'Diese Datei ist zu groß.',
  storage_full: 'Der Server hat keinen Platz für weitere Dateien.',
  frame_too_large: general,
  too_large: 'Das ist zu groß zum Senden.',
  rate_limited: 'Zu viele Versuche.',
  too_many_added: 'Du hast viele Leute in Gruppen geholt.',
  too_many_directs: 'Du hast vielen Leuten zum ersten Mal geschrieben.',
  too_many_groups: 'Du hast viele Gruppen angelegt.',
  too_many_joins: 'Du bist vielen Gruppen beigetreten.',
  join_request_not_found: 'Diese Person fragt nicht mehr an.',
  request_decided: 'Jemand anders hat schon entschieden.',
  too_many_join_requests: 'Du hast bei vielen Gruppen angefragt.',
  too_many_links: 'Du hast viele Einladungslinks erstellt.',
  internal: 'Auf dem Server ging etwas schief. Bitte versuch es noch einmal.',
  overloaded: 'Der Server hat sehr viel zu tun. Versuch es gleich noch einmal.',
  unavailable: 'Der Server kommt gerade nicht an seine Daten. Versuch es gleich noch einmal.',
}
