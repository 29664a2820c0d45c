import type { again as englishAgain, errors as english } from '../en/errors.ts'
import { count } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100) return count(seconds, { one: 'un segundo', many: '# de segundos', other: '# segundos' })
  return seconds < 100 * 60
    ? count(Math.ceil(seconds / 60), { one: 'un minuto', many: '# de minutos', other: '# minutos' })
    : count(Math.ceil(seconds / 3_600), { one: 'una hora', many: '# de horas', other: '# horas' })
}

export const again: typeof englishAgain = (seconds) =>
  seconds === null
    ? 'Espera un rato y vuelve a intentarlo.'
    : `Vuelve a intentarlo dentro de ${spanOf(seconds)}.`

const general = 'No ha funcionado. Vuelve a intentarlo.'

export const errors: typeof english = {
  invalid_request: 'Algo de lo que hay aquí no tiene el formato correcto.',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'Esta dirección es solo para el canal en tiempo real.',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'Desde esta dirección no se permite usar este servidor.',
  text_invalid: 'Hay algo que no se puede enviar: un carácter que nadie puede ver.',
  username_invalid: 'Usa de 3 a 32 de los caracteres indicados abajo, con al menos una letra o una cifra.',
  name_invalid: 'Un nombre necesita al menos un carácter visible.',
  password_too_short: 'Usa al menos 10 caracteres.',
  password_too_long: 'Usa como máximo 256 caracteres.',
  password_too_common: 'Esta contraseña es demasiado fácil de adivinar. Elige otra.',
  password_weak: 'Esta contraseña es demasiado fácil de adivinar. Añade una o dos palabras.',
  time_zone_unknown: 'No se conoce esta zona horaria.',
  country_unknown: 'No se conoce este país.',
  message_empty: 'Un mensaje necesita al menos un carácter visible.',
  message_too_long: 'Un mensaje puede tener como máximo 8000 caracteres.',
  reply_not_found: 'El mensaje al que respondes ya no está aquí.',
  emoji_unknown: 'Esto no es un único emoji.',
  search_too_short: 'Escribe al menos una letra o una cifra.',
  not_signed_in: 'Tu sesión se ha cerrado. Inicia sesión para continuar.',
  credentials_wrong: 'El nombre de usuario o la contraseña no son correctos.',
  password_wrong: 'Esta no es tu contraseña actual.',
  not_owner: 'Solo puede hacerlo la persona responsable del grupo.',
  not_author: 'Solo quien escribió el mensaje puede cambiarlo.',
  not_a_group: 'Esto solo es posible en grupos.',
  user_not_found: 'No se encontró a esta persona.',
  session_not_found: 'Esta sesión ya había terminado.',
  token_not_found: 'Este token ya estaba revocado.',
  conversation_not_found: 'Esta conversación no existe o no estás en ella.',
  message_not_found: 'Este mensaje no existe.',
  member_not_found: 'Esta persona ya no está en el grupo.',
  not_available: 'Esta persona no está disponible.',
  blocked_by_you: 'Has bloqueado a esta persona. Desbloquéala primero.',
  closed_by_you: 'Has cerrado esta conversación. Vuelve a abrirla primero.',
  mute_end_invalid: 'Elige una hora que aún no haya pasado.',
  not_direct: 'Esto solo es posible en conversaciones directas.',
  invitation_not_found: 'Esta invitación se ha retirado.',
  not_yourself: general,
  too_many_tokens: 'No puedes tener más tokens. Revoca alguno primero.',
  too_many_blocked: 'No puedes bloquear a más personas.',
  username_taken: 'Este nombre de usuario ya está en uso. Prueba con otro.',
  username_reserved: 'Este nombre de usuario está reservado. Prueba con otro.',
  client_id_reused: general,
  message_deleted: 'Este mensaje se ha eliminado.',
  message_edited: 'El mensaje se ha editado mientras tanto. Mira lo que dice ahora y edita eso.',
  message_forwarded: 'Lo reenviado son palabras de otra persona y no se puede editar.',
  forward_not_found: 'El mensaje que se quiere reenviar ya no está o no se puede reenviar.',
  no_reactions_here: 'Nadie puede reaccionar a esto.',
  no_pins_here: 'Nadie puede fijar esto.',
  too_many_pins: 'Aquí ya hay tantos mensajes fijados como se puede. Quita uno primero.',
  too_many_saved: 'Ya has guardado todos los mensajes que puedes. Quita uno primero.',
  draft_outdated: 'Otro dispositivo tiene un borrador más reciente. Se conservan los dos.',
  too_many_drafts: 'Ya tienes todos los borradores que puedes tener. Envía o quita uno primero.',
  too_many_reaction_kinds: 'Este mensaje ya tiene todas las reacciones distintas que puede tener.',
  too_many_own_reactions: 'Ya has reaccionado a este mensaje tantas veces como se puede.',
  owner_must_hand_over: 'Antes de salir, deja el grupo a cargo de otra persona o ciérralo.',
  group_full: 'El grupo está lleno.',
  too_many_conversations: 'Son más conversaciones de las que puede tener una persona.',
  digest_mismatch: general,
  file_not_found: 'Este archivo ya no está.',
  file_taken: 'Este archivo ya se ha enviado.',
  files_full:
    'Tus archivos ocupan todo el espacio que puede tener una persona. Elimina antes mensajes con archivos.',
  file_too_large: 'Este archivo es demasiado grande.',
  storage_full: 'El servidor no tiene espacio para más archivos.',
  frame_too_large: general,
  too_large: 'Es demasiado grande para enviarlo.',
  rate_limited: 'Demasiados intentos.',
  too_many_added: 'Has añadido a muchas personas a grupos.',
  too_many_directs: 'Has escrito a muchas personas por primera vez.',
  too_many_groups: 'Has creado muchos grupos.',
  too_many_joins: 'Te has unido a muchos grupos.',
  internal: 'Algo ha fallado en el servidor. Vuelve a intentarlo.',
  overloaded: 'El servidor está muy ocupado. Vuelve a intentarlo en un momento.',
  unavailable: 'El servidor no puede acceder a sus datos ahora. Vuelve a intentarlo en un momento.',
}
