import type { notifications as english } from '../en/notifications.ts'
import { count } from './numbers.ts'

export const notifications: typeof english = {
  notifications: {
    title: 'Notificaciones',
    shown: {
      label: 'En la pantalla',
      hint: 'Mientras Parley esté abierto en alguna parte de este navegador.',
    },
    turnOn: 'Activar',
    denied:
      'El navegador no permite que Parley muestre ninguna. Permite las notificaciones de este sitio, junto a su dirección o en los ajustes del navegador.',
    unavailable: 'Aquí el navegador no muestra ninguna: solo lo hace en direcciones que empiezan por https.',
    absent:
      'Este navegador no muestra ninguna. En un iPhone o iPad lo hace cuando Parley está en la pantalla de inicio.',
    text: { label: 'Mostrar lo que se escribe', hint: 'Si no, solo quién ha escrito.' },
    sound: { label: 'Sonido', hint: 'Uno suave, como mucho cada pocos segundos.' },
    play: 'Reproducirlo una vez',
    quiet: { label: 'No molestar', hint: 'Unas horas cada día: sin notificaciones ni sonido.' },
    from: 'De',
    to: 'A',
    newMessage: 'Mensaje nuevo',
    inGroup: (sender, group) => `${sender} · ${group}`,
    inSeveral: (conversations) =>
      count(conversations, {
        one: 'Mensajes nuevos en # conversación',
        many: 'Mensajes nuevos en # conversaciones',
        other: 'Mensajes nuevos en # conversaciones',
      }),
    mute: { hour: 'Durante 1 hora', hours: 'Durante 8 horas', open: 'Hasta que yo la reactive' },
    mentionsOnly: 'Solo menciones',
    mutedUntil: (time) => `Silenciada hasta ${/^0?1:/.test(time) ? 'la' : 'las'} ${time}`,
  },
}
