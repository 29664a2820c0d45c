import type { list as english } from '../en/list.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list: typeof english = {
  time: { today: 'Aujourd’hui', yesterday: 'Hier' },
  presence: {
    online: 'En ligne',
    offline: 'Hors ligne',
    seenToday: (time: string) => `Dernière visite à ${time}`,
    seenYesterday: (time: string) => `Dernière visite hier à ${time}`,
    seenOn: (date: string) => `Dernière visite le ${date}`,
  },
  list: {
    title: 'Conversations',
    search: 'Rechercher ou aller à',
    jump: 'Aller à',
    filters: 'Quelles conversations',
    shown: { all: 'Toutes', unread: 'Non lues', groups: 'Groupes' },
    nothing: {
      all: 'Vos conversations apparaîtront ici, les plus récentes d’abord.',
      unread: 'Rien à lire.',
      groups: 'Vous n’êtes encore dans aucun groupe.',
    },
    account: 'Votre compte',
    closed: 'Sur invitation seulement',
    start: 'Nouvelle conversation',
    noMatch: 'Rien ici à ce nom.',
    notes: 'Notes personnelles',
    deletedAccount: 'Compte supprimé',
    untitled: 'Groupe',
    you: 'Vous\u202f: ',
    by: (name: string) => `${isolated(name)}\u202f: `,
    draft: 'Brouillon\u202f: ',
    deleted: 'Message supprimé',
    noMessages: 'Pas encore de messages',
    muted: 'En sourdine',
    unread: (count: string) => (count === '1' ? '1 non lu' : `${count} non lus`),
    mentions: 'Mentions',
    mentioned: 'On vous mentionne',
    settings: 'Profil et paramètres',
  },
  files: {
    pictures: (pictures) => count(pictures, { one: 'Image', many: '# images', other: '# images' }),
    files: (files) => count(files, { one: 'Fichier', many: '# fichiers', other: '# fichiers' }),
    voice: (length) => `Message vocal, ${length}`,
  },
  typing: {
    typing: 'écrit…',
    one: (name: string) => `${isolated(name)} écrit…`,
    two: (a: string, b: string) => `${isolated(a)} et ${isolated(b)} écrivent…`,
    many: 'Plusieurs personnes écrivent…',
  },
}
