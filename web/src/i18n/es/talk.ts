import type { talk as english } from '../en/talk.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

/** Who did it, and the verb that goes with them; null is oneself. */
const did = (actor: string | null, you: string, they: string) =>
  actor === null ? you : `${isolated(actor)} ${they}`

const you = 'a ti'

export const talk: typeof english = {
  header: {
    details: 'Detalles',
    members: (members: number) =>
      count(members, { one: '# miembro', many: '# de miembros', other: '# miembros' }),
    notes: 'Solo tú puedes ver esto',
    find: 'Buscar aquí',
    actions: 'Acciones de la conversación',
    expiry: (days) => `Los mensajes desaparecen tras ${days}`,
  },
  timeline: {
    label: 'Mensajes',
    beginning: (name: string) => `Aquí empieza tu conversación con ${isolated(name)}.`,
    beginningGroup: (name: string) => `Aquí empieza ${isolated(name)}.`,
    beginningPart: 'Lees desde aquí. Los mensajes anteriores quedan entre quienes ya estaban.',
    beginningCleared: 'Eliminaste para ti lo que se escribió antes.',
    beginningNotes: 'Anota lo que quieras guardar. Nadie más lo ve.',
    sayHello: (name: string) => `Saluda a ${isolated(name)}.`,
    newMessages: 'Mensajes nuevos',
    toLatest: 'Ir a lo último',
    newCount: (count: string) => (count === '1' ? '1 nuevo' : `${count} nuevos`),
    edited: 'editado',
    pinned: 'Fijado',
    deleted: 'Este mensaje se ha eliminado.',
    deletedByModerator: 'Eliminado por la moderación.',
    forwardedFrom: (name: string) => `Reenviado de ${isolated(name)}`,
    forwarded: 'Reenviado',
    sending: 'Enviando',
    unkept: 'Deja esta página abierta hasta que se envíe.',
    sent: 'Enviado',
    seen: 'Visto',
    failed: 'No se ha enviado.',
    retry: 'Reintentar',
    discard: 'Descartar',
    notHere: 'Este mensaje no está aquí o no puedes leerlo. Estos son los más recientes.',
    inReplyTo: 'En respuesta a',
    quoteBefore: 'De antes de que entraras',
    quoteCleared: 'Eliminado para ti',
    quoteDeleted: 'Mensaje eliminado',
    quoteFolded: 'De alguien a quien bloqueaste',
    back: 'Volver',
    toWhereIWas: 'Volver a donde estabas',
    showAll: 'Ver todo',
    showLess: 'Ver menos',
    spoiler: '[oculto]',
    showSpoiler: 'Oculto: mostrar',
    code: 'Código',
    copyCode: 'Copiar código',
    reactions: 'Reacciones',
    reaction: (emoji: string, reactions: number) =>
      `${emoji}, ${count(reactions, { one: '# reacción', many: '# de reacciones', other: '# reacciones' })}`,
    reactionCount: (reactions: number) => number(reactions),
    addReaction: 'Añadir una reacción',
    folded: (messages: number) =>
      `${count(messages, { one: 'Un mensaje', many: '# de mensajes', other: '# mensajes' })} de alguien a quien bloqueaste`,
    show: 'Mostrar',
    hide: 'Ocultar',
    announce: (name: string, text: string) => `${name}: ${text}`,
    announceFailed: (text: string, why: string) => `No se ha enviado: ${text}. ${why}`,
    loadFailed: 'No se pudieron cargar los mensajes.',
    you: 'Tú',
    someone: 'Alguien',
  },
  system: {
    you,
    created: (actor) => `${did(actor, 'Creaste', 'creó')} el grupo.`,
    joined: (actor) => `${did(actor, 'Te uniste', 'se unió')} al grupo.`,
    left: (actor) => `${did(actor, 'Saliste', 'salió')} del grupo.`,
    added: (actor, names) =>
      names === isolated(you)
        ? `${did(actor, 'Te añadiste', 'te añadió')} al grupo.`
        : names.startsWith(isolated(you))
          ? `${did(actor, 'Te añadiste', 'te añadió')} ${names}.`
          : `${did(actor, 'Añadiste', 'añadió')} a ${names}.`,
    removed: (actor, name) =>
      name === you
        ? `${did(actor, 'Saliste', 'te quitó')} del grupo.`
        : `${did(actor, 'Quitaste', 'quitó')} a ${isolated(name)} del grupo.`,
    owner: (actor, name) =>
      name === you
        ? `${did(actor, 'Te quedaste', 'te dejó')} a cargo del grupo.`
        : `${did(actor, 'Dejaste', 'dejó')} a ${isolated(name)} a cargo del grupo.`,
    madeModerator: (actor, name) =>
      name === you
        ? `${did(actor, 'Te diste', 'te dio')} permisos de moderación.`
        : `${did(actor, 'Diste', 'dio')} permisos de moderación a ${isolated(name)}.`,
    madeMember: (actor, name) =>
      name === you
        ? `${did(actor, 'Te quitaste', 'te quitó')} los permisos de moderación.`
        : `${did(actor, 'Quitaste', 'quitó')} los permisos de moderación a ${isolated(name)}.`,
    renamed: (actor, name) => `${did(actor, 'Llamaste', 'llamó')} al grupo «${isolated(name)}».`,
    picture: (actor) => `${did(actor, 'Cambiaste', 'cambió')} la imagen.`,
    description: (actor) => `${did(actor, 'Cambiaste', 'cambió')} la descripción.`,
    topic: (actor, topic) => `${did(actor, 'Cambiaste', 'cambió')} el tema: ${isolated(topic)}`,
    noTopic: (actor) => `${did(actor, 'Quitaste', 'quitó')} el tema.`,
    opened: (actor) =>
      `${did(actor, 'Abriste', 'abrió')} el grupo: quien se una a partir de ahora lee desde aquí.`,
    closed: (actor) =>
      `${did(actor, 'Cerraste', 'cerró')} el grupo a otras personas: a partir de ahora se añade o se invita a la gente.`,
    announced: (actor) =>
      `${did(actor, 'Dejaste', 'dejó')} el grupo para anuncios: escriben la persona responsable y la moderación.`,
    everybodyWrites: (actor) => `${did(actor, 'Dejaste', 'dejó')} escribir a todos de nuevo.`,
    readFromJoining: (actor) =>
      `${did(actor, 'Hiciste', 'hizo')} que los nuevos miembros lean desde que se unen.`,
    readAll: (actor) => `${did(actor, 'Hiciste', 'hizo')} que los nuevos miembros lean todos los mensajes.`,
    pinned: (actor) => `${did(actor, 'Fijaste', 'fijó')} un mensaje.`,
    expiry: (actor, days) => `${did(actor, 'Hiciste', 'hizo')} que los mensajes desaparezcan tras ${days}.`,
    noExpiry: (actor) => `${did(actor, 'Hiciste', 'hizo')} que los mensajes permanezcan.`,
    others: (others: number) => `${number(others)} más`,
  },
  composer: {
    label: 'Mensaje',
    placeholder: (name: string) => `Mensaje para ${name}`,
    placeholderNotes: 'Escribe una nota',
    send: 'Enviar',
    addFiles: 'Añadir archivos',
    emoji: 'Emoji',
    left: (characters: number) => `Quedan ${number(characters)}`,
    tooLong: (characters: number) => `Sobran ${number(characters)}`,
    cancelReply: 'No responder',
    deleted: 'Esta cuenta se ha eliminado. Aún puedes leer lo que se escribió.',
    unavailable: (name: string) => `No se puede escribir a ${isolated(name)}.`,
    announcements: 'Aquí solo escriben la persona responsable y la moderación. Puedes reaccionar.',
    youClosed: 'Has cerrado esta conversación.',
    openAgain: 'Volver a abrir',
    youBlocked: (names: string) => `Has bloqueado a ${names}.`,
    unblock: 'Desbloquear',
  },
}
