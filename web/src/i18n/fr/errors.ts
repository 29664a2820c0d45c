import type { again as englishAgain, errors as english } from '../en/errors.ts'
import { count } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100) return count(seconds, { one: 'une seconde', many: '# de secondes', other: '# secondes' })
  return seconds < 100 * 60
    ? count(Math.ceil(seconds / 60), { one: 'une minute', many: '# de minutes', other: '# minutes' })
    : count(Math.ceil(seconds / 3_600), { one: 'une heure', many: '# d’heures', other: '# heures' })
}

export const again: typeof englishAgain = (seconds) =>
  seconds === null ? 'Patientez un peu, puis réessayez.' : `Réessayez dans ${spanOf(seconds)}.`

const general = 'Cela n’a pas fonctionné. Veuillez réessayer.'

export const errors: typeof english = {
  invalid_request: 'Quelque chose ici n’a pas la bonne forme.',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'Cette adresse est réservée au canal en temps réel.',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'Cette adresse n’est pas autorisée à utiliser ce serveur.',
  text_invalid: 'Quelque chose ici ne peut pas être envoyé\u202f: un caractère que personne ne peut voir.',
  username_invalid:
    'Utilisez de 3 à 32 des caractères indiqués ci-dessous, dont au moins une lettre ou un chiffre.',
  name_invalid: 'Un nom doit contenir au moins un caractère visible.',
  password_too_short: 'Utilisez au moins 10 caractères.',
  password_too_long: 'Utilisez au plus 256 caractères.',
  password_too_common: 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre.',
  password_weak: 'Ce mot de passe est trop facile à deviner. Ajoutez un mot ou deux.',
  time_zone_unknown: 'Ce fuseau horaire est inconnu.',
  country_unknown: 'Ce pays est inconnu.',
  message_empty: 'Un message doit contenir au moins un caractère visible.',
  message_too_long: 'Un message peut avoir au plus 8\u202f000 caractères.',
  reply_not_found: 'Le message auquel vous répondez n’est plus ici.',
  schedule_time_invalid: 'Choisissez un moment dans une minute au moins et un an au plus.',
  emoji_unknown: 'Ce n’est pas un seul émoji.',
  search_too_short: 'Saisissez au moins une lettre ou un chiffre.',
  not_signed_in: 'Votre session est fermée. Connectez-vous pour continuer.',
  credentials_wrong: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
  password_wrong: 'Ce n’est pas votre mot de passe actuel.',
  not_owner: 'Seul le propriétaire du groupe peut faire cela.',
  not_author: 'Seul l’auteur d’un message peut le modifier.',
  not_a_group: 'Ce n’est possible que dans un groupe.',
  user_not_found: 'Cette personne est introuvable.',
  session_not_found: 'Cette session est déjà fermée.',
  token_not_found: 'Ce jeton a déjà été révoqué.',
  conversation_not_found: 'Cette conversation n’existe pas, ou vous n’en faites pas partie.',
  message_not_found: 'Ce message n’existe pas.',
  scheduled_not_found: 'Ce message programmé n’existe plus.',
  member_not_found: 'Cette personne n’est plus dans le groupe.',
  not_available: 'Cette personne n’est pas disponible.',
  blocked_by_you: 'Vous avez bloqué cette personne. Débloquez-la d’abord.',
  closed_by_you: 'Vous avez fermé cette conversation. Rouvrez-la d’abord.',
  mute_end_invalid: 'Choisissez une heure qui n’est pas encore passée.',
  not_direct: 'Ce n’est possible que dans une conversation directe.',
  invitation_not_found: 'Cette invitation a été retirée.',
  not_yourself: general,
  too_many_tokens: 'Vous ne pouvez pas avoir plus de jetons. Révoquez-en un d’abord.',
  too_many_blocked: 'Vous ne pouvez pas bloquer plus de personnes.',
  username_taken: 'Ce nom d’utilisateur est déjà pris. Essayez-en un autre.',
  username_reserved: 'Ce nom d’utilisateur est réservé. Essayez-en un autre.',
  client_id_reused: general,
  message_deleted: 'Ce message a été supprimé.',
  message_edited: 'Le message a été modifié entre-temps. Regardez ce qu’il dit maintenant et modifiez cela.',
  message_forwarded: 'Ce qui a été transféré sont les mots de quelqu’un d’autre et ne peut pas être modifié.',
  forward_not_found: 'Le message à transférer n’est plus là ou ne peut pas être transféré.',
  no_reactions_here: 'Personne ne peut réagir à ceci.',
  no_pins_here: 'Personne ne peut épingler ceci.',
  too_many_pins: 'Il n’y a plus de place pour d’autres messages épinglés. Détachez-en un d’abord.',
  too_many_saved: 'Vous avez enregistré autant de messages que possible. Retirez-en un d’abord.',
  scheduled_sent: 'Ce message a déjà été envoyé.',
  too_many_scheduled:
    'Vous avez programmé autant de messages que possible. Envoyez-en ou annulez-en un d’abord.',
  too_many_reaction_kinds: 'Ce message a déjà autant de réactions différentes que possible.',
  too_many_own_reactions: 'Vous avez déjà réagi à ce message autant de fois que possible.',
  owner_must_hand_over: 'Avant de partir, confiez le groupe à quelqu’un d’autre ou fermez-le.',
  group_full: 'Le groupe est complet.',
  too_many_conversations: 'C’est plus de conversations qu’une personne ne peut en avoir.',
  digest_mismatch: general,
  picture_invalid:
    'Impossible de lire cette image. Choisissez un JPEG, PNG, GIF, WebP, AVIF ou TIFF de 50 mégapixels au plus.',
  picture_not_found: 'Cette image n’est plus là.',
  pictures_unavailable: 'Ce serveur ne peut pas accepter d’images.',
  file_not_found: 'Ce fichier n’est plus là.',
  file_taken: 'Ce fichier a déjà été envoyé.',
  files_full:
    'Vos fichiers occupent toute la place qu’une personne peut avoir. Supprimez d’abord des messages avec des fichiers.',
  file_too_large: 'Ce fichier est trop volumineux.',
  storage_full: 'Le serveur n’a plus de place pour d’autres fichiers.',
  frame_too_large: general,
  too_large: 'C’est trop volumineux pour être envoyé.',
  rate_limited: 'Trop de tentatives.',
  too_many_added: 'Vous avez ajouté beaucoup de personnes à des groupes.',
  too_many_directs: 'Vous avez écrit à beaucoup de personnes pour la première fois.',
  too_many_groups: 'Vous avez créé beaucoup de groupes.',
  too_many_joins: 'Vous avez rejoint beaucoup de groupes.',
  internal: 'Un problème est survenu sur le serveur. Veuillez réessayer.',
  overloaded: 'Le serveur est très occupé. Réessayez dans un instant.',
  unavailable: 'Le serveur n’accède pas à ses données pour le moment. Réessayez dans un instant.',
}
