import type { common as english } from '../en/common.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common: typeof english = {
  language: 'fr',
  number,
  appName: 'Parley',
  sentences: (first, next) => `${first} ${next}`,
  common: {
    cancel: 'Annuler',
    close: 'Fermer',
    show: 'Afficher',
    hide: 'Masquer',
    save: 'Enregistrer',
    saved: 'Enregistré',
    back: 'Retour',
    loading: 'Chargement…',
    more: 'Afficher plus',
    retry: 'Réessayer',
    skip: 'Aller à la conversation',
    copied: 'Copié',
    copyFailed: 'Le navigateur ne permet pas de copier ici.',
  },
  late: {
    failed: 'Cette partie de Parley n’a pas pu être chargée.',
    update: 'Une nouvelle version de Parley est disponible.',
    reload: 'Recharger',
    hint: 'Le réseau est peut-être absent, ou Parley a été mis à jour depuis l’ouverture de cette page.',
  },
  pages: {
    signIn: 'Se connecter',
    register: 'Créer un compte',
    profile: 'Profil',
    settings: 'Paramètres',
    saved: 'Enregistrés',
    join: 'Invitation',
  },
  nowhere: {
    title: 'Il n’y a rien à cette adresse.',
    hint: 'Elle est peut-être mal saisie, ou son contenu n’existe plus.',
    home: 'Aller à l’accueil',
  },
  connection: {
    offline: 'Vous êtes hors ligne. Ce que vous écrivez partira dès votre retour.',
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
    doubtful: 'Le serveur ne répond pas. Ce que vous écrivez partira dès qu’il répondra.',
    reconnecting: 'Reconnexion…',
    restOnly: 'Pas d’actualisation en direct pour le moment. Ce que vous écrivez partira dès son retour.',
    back: 'Connexion rétablie.',
    outdated: 'Parley a été mis à jour. Rechargez cette page pour continuer.',
    elsewhere: 'Parley est ouvert à trop d’endroits. Fermez-en quelques-uns, puis rechargez cette page.',
  },
  notices: {
    notForAll:
      'Seuls le propriétaire et la modération du groupe peuvent mentionner tout le monde. Votre @all reste du texte.',
    removed: (name: string) => `Vous n’êtes plus dans ${isolated(name)}.`,
    closed: (name: string) => `Le groupe ${isolated(name)} a été fermé.`,
  },
}
